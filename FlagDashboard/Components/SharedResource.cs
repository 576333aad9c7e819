namespace FlagDashboard.Components;

/// <summary>Names the resource of all text for people. The English text is its own key; Text.{culture}.resx translates it.</summary>
public sealed class SharedResource;
