using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using FlagDashboard.Flags;
using FlagDashboard.Plans;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FlagDashboard.Security;

/// <summary>
/// Decides whether a person is the presenter, who may change races, or a viewer. If the server is bound to the loopback only, and neither a
/// token nor a proxy is configured, everybody is the presenter. Otherwise a person needs the token to become the presenter. Thread-safe.
/// </summary>
/// <remarks>
/// The setting <c>Presenter:Token</c> gives the token (16 characters or more). Without the setting, each start creates a random token.
/// </remarks>
internal sealed class PresenterAccess
{
    private const string TokenSetting = "Presenter:Token";

    private const int MinTokenLength = 16;

    private const string TokenClaim = "flagdashboard:presenter";

    private const string SignInClaim = "flagdashboard:sign-in";

    private const string BearerPrefix = "Bearer ";

    private readonly Lazy<bool> _isOpen;
    private readonly byte[] _hash;

    // The ids of the sign-ins that have ended. A cookie that contains one of these ids is no longer valid. Only presenters can end a
    // sign-in, so strangers cannot fill the memory with ids.
    private readonly ConcurrentDictionary<string, bool> _ended = [];

    /// <param name="server">The server, which knows the addresses that it is bound to once it listens.</param>
    /// <param name="configuration">The configuration, which may contain the token.</param>
    /// <exception cref="InvalidConfigurationException">The configured token is too short, or a setting of the proxy is invalid.</exception>
    public PresenterAccess(IServer server, IConfiguration configuration)
    {
        var configured = StrictConfiguration.Read(configuration, "Presenter", "Token")["Token"] ?? "";
        var token = configured.Trim();
        if (configured.Length > 0 && token.Length < MinTokenLength)
            throw new InvalidConfigurationException($"{TokenSetting} must have at least {MinTokenLength} characters.");
        IsTokenFromConfiguration = token.Length > 0;
        Token = IsTokenFromConfiguration ? token : RandomNumberGenerator.GetHexString(32, lowercase: true);
        _hash = HashOf(Token);
        // Behind a proxy, requests from other computers seem to come from the loopback address. The loopback address is then no reason to
        // treat a person as the presenter.
        var hasProxy = ProxySettings.Read(configuration).HasProxy;
        // Whether everybody is the presenter (_isOpen) depends on the addresses of the server, which are known only when the server
        // listens. _isOpen is therefore computed when it is first read.
        _isOpen = new(
            () => !IsTokenFromConfiguration && !hasProxy
                && HostPolicy.AreLoopback(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []));
    }

    /// <summary>Whether everybody is the presenter. Read it only after the server has started.</summary>
    public bool IsEveryonePresenter => _isOpen.Value;

    /// <summary>Whether the token comes from the configuration.</summary>
    public bool IsTokenFromConfiguration { get; }

    /// <summary>The token that makes its bearer the presenter.</summary>
    internal string Token { get; }

    /// <summary>Whether a text is the token. The comparison takes constant time, so that its duration does not reveal the token.</summary>
    public bool IsValidToken(string? text) => text is not null && CryptographicOperations.FixedTimeEquals(HashOf(text), _hash);

    /// <summary>Whether a user of this server is the presenter.</summary>
    public bool IsPresenter(ClaimsPrincipal user) => IsEveryonePresenter || HasCookie(user);

    /// <summary>
    /// Whether a request has the cookie or the bearer token of the presenter. If <see cref="IsEveryonePresenter"/>, a presenter needs
    /// neither, and the result may be false.
    /// </summary>
    internal bool HasCredentials(HttpContext context) => HasCookie(context.User) || HasToken(context.Request);

    /// <summary>Whether a request has the presenter's token as its bearer token (RFC 6750).</summary>
    internal bool HasToken(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header
        && header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
        && IsValidToken(header[BearerPrefix.Length..].Trim());

    /// <summary>
    /// Creates the identity that the presenter's cookie contains. The cookie is valid until its sign-in ends or the token changes.
    /// </summary>
    internal ClaimsPrincipal CreatePresenter() => new(new ClaimsIdentity(
        [new(TokenClaim, Convert.ToHexString(_hash)), new(SignInClaim, RandomNumberGenerator.GetHexString(16))],
        CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>
    /// Ends the sign-in of a presenter. Pages that are already open, and copies of the cookie, lose the presenter's rights at once. Does
    /// nothing for a viewer.
    /// </summary>
    internal void EndSignIn(ClaimsPrincipal user)
    {
        if (HasCookie(user))
            _ended.TryAdd(SignInOf(user)!, true);
    }

    private static string? SignInOf(ClaimsPrincipal user) => user.FindFirst(SignInClaim)?.Value;

    private bool HasCookie(ClaimsPrincipal user) =>
        user.HasClaim(TokenClaim, Convert.ToHexString(_hash)) && SignInOf(user) is { } signIn && !_ended.ContainsKey(signIn);

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
