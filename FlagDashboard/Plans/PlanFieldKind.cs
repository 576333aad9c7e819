namespace FlagDashboard.Plans;

/// <summary>What the text of a plan's field must be.</summary>
public enum PlanFieldKind
{
    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>A number, in invariant notation.</summary>
    Number,

    /// <summary>The name of an enum member, in any case.</summary>
    EnumName,

    /// <summary>Several names of an enum's members, in any case.</summary>
    EnumNames,

    /// <summary>Several texts, which a server reads against its own lists.</summary>
    Texts,

    /// <summary>True or false.</summary>
    Boolean,
}
