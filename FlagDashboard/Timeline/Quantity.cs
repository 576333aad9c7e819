namespace FlagDashboard.Timeline;

/// <summary>A number with its noun, fit for translation: "1 worker", "3 workers".</summary>
/// <param name="Number">The number; at least 0.</param>
/// <param name="One">The English text for one of them: the key of its translations.</param>
/// <param name="Many">The English template for any other number, with {0} for it: the key of its translations.</param>
public readonly record struct Quantity(int Number, string One, string Many)
{
    /// <summary>Workers of a run.</summary>
    public static Quantity Workers(int number) => new(number, "1 worker", "{0} workers");

    /// <summary>Slots of an event loop.</summary>
    public static Quantity Slots(int number) => new(number, "1 slot", "{0} slots");

    /// <summary>Futures of a recorded program.</summary>
    public static Quantity Futures(int number) => new(number, "1 future", "{0} futures");

    /// <summary>Flags of a plan.</summary>
    public static Quantity Flags(int number) => new(number, "1 flag", "{0} flags");

    /// <summary>Modes of a plan.</summary>
    public static Quantity Modes(int number) => new(number, "1 mode", "{0} modes");

    /// <summary>Futures that raised.</summary>
    public static Quantity Errors(int number) => new(number, "1 error", "{0} errors");

    /// <summary>Calls of an experiment.</summary>
    public static Quantity Calls(int number) => new(number, "1 call", "{0} calls");

    /// <summary>Races of a list.</summary>
    public static Quantity Races(int number) => new(number, "1 race", "{0} races");

    /// <summary>Downloads of a race.</summary>
    public static Quantity Downloads(int number) => new(number, "1 download", "{0} downloads");

    /// <summary>Interventions of a race.</summary>
    public static Quantity Interventions(int number) => new(number, "1 intervention", "{0} interventions");

    /// <summary>Results of a run, in the unit of its mode.</summary>
    /// <param name="number">The number of results; at least 0.</param>
    /// <param name="unit">An English plural in s, such as "flags".</param>
    public static Quantity OfUnit(int number, string unit) => new(number, $"1 {unit[..^1]}", $"{{0}} {unit}");

    /// <summary>The quantity in the language of its reader.</summary>
    /// <param name="translate">Formats the translation of an English template with its arguments.</param>
    public string Localize(Translate translate) => translate(Number == 1 ? One : Many, [Number]);

    /// <summary>The quantity in English.</summary>
    public override string ToString() => Localize(English.Format);
}
