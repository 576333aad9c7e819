namespace FlagDashboard.Components;

/// <summary>
/// Identifies the resource of all texts for people. The English text is the key; a file for a culture would translate it.
/// </summary>
public sealed class SharedResource;
