using FlagDashboard.Plans;

namespace FlagDashboard.Hubs;

/// <summary>The result of asking the server to start a race.</summary>
public abstract record StartResult
{
    private StartResult()
    {
    }

    /// <summary>The id of the race to show; null if the start was refused.</summary>
    public virtual string? RaceId => null;

    /// <summary>A new race runs.</summary>
    /// <param name="Id">The id of the race.</param>
    public sealed record Started(string Id) : StartResult
    {
        /// <inheritdoc/>
        public override string RaceId => Id;
    }

    /// <summary>This page has already started the same plan or experiment, and that race runs or began just now.</summary>
    /// <param name="Id">The id of that race.</param>
    public sealed record AlreadyStarted(string Id) : StartResult
    {
        /// <inheritdoc/>
        public override string RaceId => Id;
    }

    /// <summary>No race was started.</summary>
    /// <param name="Problems">The reasons; at least one.</param>
    public sealed record Refused(IReadOnlyList<PlanProblem> Problems) : StartResult;
}
