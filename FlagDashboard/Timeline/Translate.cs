namespace FlagDashboard.Timeline;

/// <summary>Formats the translation of an English template with its arguments.</summary>
/// <param name="template">The English template with {0}, {1} …, which is the key of its translations. Without arguments, the text is not
/// formatted, so it may contain braces.</param>
/// <param name="arguments">The arguments of the template. Numbers are formatted in the culture of the language.</param>
/// <returns>The text; in English if there is no translation.</returns>
public delegate string Translate(string template, params object[] arguments);

/// <summary>Returns the function that translates texts into a language.</summary>
/// <param name="language">One of <see cref="InterfaceLanguages.All"/>.</param>
public delegate Translate TranslateFactory(string language);
