namespace FlagDashboard.Timeline;

/// <summary>A number with its noun, such as "1 worker" or "3 workers", in a form that can be translated.</summary>
/// <param name="Number">The number; at least 0.</param>
/// <param name="SingularTemplate">The English text for the number 1. It is the key of its translations.</param>
/// <param name="PluralTemplate">
/// The English template for any other number, for which it contains {0}. It is the key of its translations.
/// </param>
public readonly record struct Quantity(int Number, string SingularTemplate, string PluralTemplate)
{
    /// <summary>A number of workers of a run.</summary>
    public static Quantity Workers(int number) => new(number, "1 worker", "{0} workers");

    /// <summary>A number of slots of an event loop.</summary>
    public static Quantity LoopSlots(int number) => new(number, "1 slot", "{0} slots");

    /// <summary>A number of futures of a recorded program.</summary>
    public static Quantity Futures(int number) => new(number, "1 future", "{0} futures");

    /// <summary>A number of flags of a plan.</summary>
    public static Quantity Flags(int number) => new(number, "1 flag", "{0} flags");

    /// <summary>A number of modes of a plan.</summary>
    public static Quantity Modes(int number) => new(number, "1 mode", "{0} modes");

    /// <summary>A number of futures that raised an exception.</summary>
    public static Quantity Errors(int number) => new(number, "1 error", "{0} errors");

    /// <summary>A number of calls of an experiment.</summary>
    public static Quantity Calls(int number) => new(number, "1 call", "{0} calls");

    /// <summary>A number of races in a list.</summary>
    public static Quantity Races(int number) => new(number, "1 race", "{0} races");

    /// <summary>A number of downloads of a race.</summary>
    public static Quantity Downloads(int number) => new(number, "1 download", "{0} downloads");

    /// <summary>A number of interventions in a race.</summary>
    public static Quantity Interventions(int number) => new(number, "1 intervention", "{0} interventions");

    /// <summary>A number of results of a run, in the unit of its mode.</summary>
    /// <param name="number">The number of results; at least 0.</param>
    /// <param name="unit">An English plural in s, such as "flags".</param>
    public static Quantity OfUnit(int number, string unit) => new(number, $"1 {unit[..^1]}", $"{{0}} {unit}");

    /// <summary>The quantity in the language of its reader.</summary>
    /// <param name="translate">Formats the translation of an English template with its arguments.</param>
    public string Localize(Translate translate) => translate(Number == 1 ? SingularTemplate : PluralTemplate, [Number]);

    /// <summary>The quantity in English.</summary>
    public override string ToString() => Localize(English.Format);
}
