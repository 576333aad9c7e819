namespace FlagDashboard.Components;

/// <summary>
/// The type by which <c>IStringLocalizer</c> finds the texts that people see. The English text is the key of its translations.
/// </summary>
public sealed class SharedResource;
