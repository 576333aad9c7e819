using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>Describes an intervention in one sentence, which the captions, the card of a bar and exported files share.</summary>
public static class InterventionText
{
    /// <summary>The sentence in English with placeholders for <see cref="Arguments"/>, which is the key of its translations.</summary>
    public static string Template(AppliedIntervention intervention) => (intervention.Intervention.Act, intervention.InEveryRun) switch
    {
        (InterventionAct.Slow, false) => "At {0} the {1} made {2} slower by {3}.",
        (InterventionAct.Slow, true) => "At {0} the {1} made {2} slower by {3} in every mode.",
        (InterventionAct.NotFound, false) => "At {0} the {1} made {2} answer 404.",
        (InterventionAct.NotFound, true) => "At {0} the {1} made {2} answer 404 in every mode.",
        (InterventionAct.ServerError, false) => "At {0} the {1} made {2} answer 500.",
        (InterventionAct.ServerError, true) => "At {0} the {1} made {2} answer 500 in every mode.",
        (InterventionAct.Reset, false) => "At {0} the {1} had the connection of {2} reset.",
        (InterventionAct.Reset, true) => "At {0} the {1} had the connection of {2} reset in every mode.",
        (InterventionAct.Stall, false) => "At {0} the {1} made {2} stall: it gets no answer.",
        (InterventionAct.Stall, true) => "At {0} the {1} made {2} stall in every mode: it gets no answer.",
        (_, false) => "At {0} the {1} cancelled {2} while it was pending.",
        (_, true) => "At {0} the {1} cancelled {2} in every mode in which it was pending.",
    };

    /// <summary>The arguments of the template, of the types that <see cref="Caption.Arguments"/> describes.</summary>
    public static object[] Arguments(AppliedIntervention intervention)
    {
        object[] arguments = [new DurationArg(intervention.AtMs), intervention.Intervention.ByRole, intervention.Future];
        return intervention.Intervention.ExtraDelayMs is { } delay ? [.. arguments, new DurationArg(delay)] : arguments;
    }

    /// <summary>The sentence in the language of an exported file. Its times look like the times of the clocks in this file.</summary>
    public static string Localize(AppliedIntervention intervention, Translate translate) => translate(
        Template(intervention), [.. Arguments(intervention).Select(argument => argument switch
        {
            DurationArg duration => translate("{0:0.00} s", duration.Ms / 1000),
            FutureRecord future => LogTextLocalizer.Localize(future.Label, translate),
            string by => LogTextLocalizer.Localize(by, translate),
            _ => argument,
        })]);

    /// <summary>The sentence in English, for files that programs read.</summary>
    public static string InEnglish(AppliedIntervention intervention) => Localize(intervention, English.Format);
}
