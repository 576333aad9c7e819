using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>Says how a recorded program ended, and what its author should change first.</summary>
internal static class ProgramVerdict
{
    /// <summary>The verdict on a program whose recording has ended.</summary>
    /// <param name="race">The race that was made from the recording.</param>
    /// <param name="program">The program.</param>
    /// <param name="endMs">The end of the recording, in ms since it began.</param>
    public static RaceVerdict Of(RaceState race, ProgramInfo program, double endMs)
    {
        var (name, elapsed) = (program.Name, new DurationArg(endMs));
        var headline = program.ExitCode switch
        {
            _ when program.IsTruncated || race.IsInterrupted => new Sentence(
                "{0} on Python {1}: the recording ends after {2}, before the program.", name, program.PythonVersion, elapsed),
            null or 0 => new Sentence("{0} on Python {1} took {2}.", name, program.PythonVersion, elapsed),
            { } code => new Sentence("{0} on Python {1} ended after {2} with exit code {3}.", name, program.PythonVersion, elapsed, code),
        };
        return new(headline, AdviceOn(race));
    }

    // Returns the most important advice. The rules are in order of importance, so it comes from the first rule that finds something.
    private static Sentence? AdviceOn(RaceState race) =>
        (from found in Captions.FindAll(race)
         where CaptionRules.ProgramAdviceRules.Contains(found.Rule)
         group found by found.Rule into ofRule
         orderby CaptionRules.ProgramAdviceRules.IndexOf(ofRule.Key)
         select ofRule.MaxBy(found => found.Weight).Caption into caption
         select new Sentence(caption.Template, caption.Arguments)).FirstOrDefault();
}
