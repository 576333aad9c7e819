namespace FlagDashboard.Components;

/// <summary>
/// Identifies the resource of all texts for people. The English text is the key; the file of a language translates it.
/// </summary>
public sealed class SharedResource;
