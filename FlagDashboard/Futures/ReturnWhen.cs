namespace FlagDashboard.Futures;

/// <summary>The condition that ends <see cref="Future.Wait{T}"/>. Corresponds to the parameter return_when of Python's wait.</summary>
public enum ReturnWhen
{
    /// <summary>Any future is finished or cancelled.</summary>
    FirstCompleted,

    /// <summary>Any future has raised, or all are done. A cancelled future has not raised.</summary>
    FirstException,

    /// <summary>All futures are finished or cancelled.</summary>
    AllCompleted,
}
