namespace FlagDashboard.Futures;

/// <summary>What ends a <see cref="Future.Wait{T}"/> before its timeout does (Python: wait, return_when).</summary>
public enum ReturnWhen
{
    /// <summary>Any future is done, be it finished or cancelled.</summary>
    FirstCompleted,

    /// <summary>Any future raised; all are done if none does. A cancelled future has not raised.</summary>
    FirstException,

    /// <summary>All futures are done, be they finished or cancelled.</summary>
    AllCompleted,
}
