namespace FlagDashboard.Experiments;

/// <summary>The texts of an experiment on its page and in the list of experiments. Immutable.</summary>
/// <param name="Id">The stable id of the experiment in links.</param>
/// <param name="Title">The title on the page.</param>
/// <param name="Question">The question that the experiment answers, in one line.</param>
/// <param name="WhatToWatch">A paragraph that tells what to watch.</param>
public sealed record ExperimentTexts(string Id, string Title, string Question, string WhatToWatch);
