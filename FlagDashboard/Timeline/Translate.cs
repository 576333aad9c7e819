namespace FlagDashboard.Timeline;

/// <summary>Formats the translation of an English template with its arguments.</summary>
/// <param name="template">
/// The English template with {0}, {1} …, which is the key of its translations. Without arguments it is a text that is not formatted.
/// </param>
/// <param name="arguments">The arguments of the template. Numbers are formatted in the culture of the language.</param>
/// <returns>The text; in English if there is no translation.</returns>
public delegate string Translate(string template, params object[] arguments);

/// <summary>Returns the function that writes texts in a language.</summary>
/// <param name="language">One of <see cref="Languages.All"/>.</param>
public delegate Translate TranslateInto(string language);
