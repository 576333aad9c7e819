namespace FlagDashboard.Plans;

/// <summary>The form that the text of a field of a plan must have.</summary>
public enum PlanFieldKind
{
    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>A number, written with a decimal point as in JSON.</summary>
    Number,

    /// <summary>The name of an enum member, in upper or lower case.</summary>
    EnumName,

    /// <summary>Several names of an enum's members, in upper or lower case.</summary>
    EnumNames,

    /// <summary>Several texts, which the server looks up in its own lists.</summary>
    Texts,

    /// <summary>True or false.</summary>
    Boolean,
}
