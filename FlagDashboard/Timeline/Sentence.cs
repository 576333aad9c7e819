using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>A sentence as data. It is put into the language of its reader when it is shown. Immutable.</summary>
/// <param name="Template">The sentence in English with placeholders for its arguments. It is the key of its translations.</param>
/// <param name="Arguments">The arguments of the template. A <see cref="Sentence"/>, a <see cref="Quantity"/>, a <see cref="DurationArg"/>,
/// a <see cref="FactorArg"/> and a <see cref="ListArg"/> are translated. A <see cref="ModeInfo"/> is printed as its title. The
/// template formats all other arguments.</param>
public sealed record Sentence(string Template, params IReadOnlyList<object> Arguments)
{
    /// <summary>Joins sentences or other arguments into one sentence.</summary>
    /// <param name="pairTemplate">The template that joins two parts, such as "{0}, {1}".</param>
    /// <param name="parts">The sentences or other arguments; at least one.</param>
    public static Sentence Join(string pairTemplate, params IEnumerable<object> parts)
    {
        var joined = parts.Aggregate((before, next) => new Sentence(pairTemplate, before, next));
        return joined as Sentence ?? new Sentence("{0}", joined);
    }

    /// <summary>The sentence in the language of its reader.</summary>
    public string Localize(Translate translate) =>
        translate(Template, [.. Arguments.Select(argument => LocalizeArgument(argument, translate))]);

    private static object LocalizeArgument(object argument, Translate translate) => argument switch
    {
        Sentence sentence => sentence.Localize(translate),
        Quantity quantity => quantity.Localize(translate),
        DurationArg duration => duration.Localize(translate),
        FactorArg factor => factor.Localize(translate),
        ListArg list => string.Join(translate(ListArg.Separator), list.Items.Select(item => LocalizeArgument(item, translate))),
        ModeInfo mode => translate(mode.Title),
        _ => argument,
    };

    /// <summary>The sentence in English.</summary>
    public override string ToString() => Localize(English.Format);
}
