using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Xml;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Security.Catalog;
using SafeChange.Analyzers.Security.Texts;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security.Catalog;

public sealed class SecurityCatalogTests
{
    // No registry that tests restore from has these packages. Checked in the sources of the packages instead.
    private static readonly ImmutableArray<string> NotRestored =
    [
        "P:FluentFTP.FtpConfig.EncryptionMode",
        "P:FluentFTP.FtpConfig.ValidateAnyCertificate",
        "P:Microsoft.AspNetCore.Authentication.Certificate.CertificateAuthenticationOptions.AllowedCertificateTypes",
        "P:Microsoft.AspNetCore.Authentication.Certificate.CertificateAuthenticationOptions.ChainTrustValidationMode",
        "P:Microsoft.AspNetCore.Authentication.Certificate.CertificateAuthenticationOptions.RevocationMode",
        "P:Microsoft.AspNetCore.Authentication.Certificate.CertificateAuthenticationOptions.ValidateCertificateUse",
        "P:Microsoft.AspNetCore.Authentication.Certificate.CertificateAuthenticationOptions.ValidateValidityPeriod",
    ];

    // What AddSignalR writes into fresh options; the default of an application is not that of the constructor.
    private static readonly ImmutableHashSet<string> SetUpLater =
    [
        "P:Microsoft.AspNetCore.SignalR.HubOptions.HandshakeTimeout",
        "P:Microsoft.AspNetCore.SignalR.HubOptions.MaximumReceiveMessageSize",
        "P:Microsoft.AspNetCore.SignalR.HubOptions.StreamBufferCapacity",
    ];

    private static readonly Lazy<CSharpCompilation> Packages = new(() => Compile(References.SecurityPackages));

    private static ImmutableArray<CatalogEntry> Entries => CatalogKind.SecuritySettings.BuiltIn.Entries;

    private static IEnumerable<CatalogEntry> SymbolEntries => Entries.Where(entry => entry.Symbol is not null);

    [Fact]
    public void Every_line_can_be_read()
    {
        Assert.Empty(CatalogKind.SecuritySettings.BuiltIn.Errors);
        Assert.True(Entries.Length >= 651, $"{Entries.Length} lines are fewer than there were");
    }

    [Fact]
    public void Every_category_occurs() =>
        Assert.Empty(SettingCategories.Words.Except(Entries.Select(entry => entry["category"]!)));

    /// <summary>Literals have no lines: what a key or a token looks like is judged in code.</summary>
    [Fact]
    public void Every_kind_occurs() =>
        Assert.Equal([SettingKind.Literal], Enum.GetValues<SettingKind>().Except(Entries.Select(entry => SecuritySetting.Of(entry).Kind)));

    [Fact]
    public void Every_scope_and_placement_occurs()
    {
        Assert.Empty(Enum.GetValues<SettingScope>().Except(Entries.Select(entry => SecuritySetting.Of(entry).Scope)));
        Assert.Empty(Enum.GetValues<SettingPlacement>().Except(Entries.Select(entry => SecuritySetting.Of(entry).Placement)));
    }

    [Fact]
    public void Every_line_names_a_symbol_of_the_real_assembly()
    {
        var missing = SymbolEntries.Where(entry => entry.Symbol!.Resolve(Packages.Value).IsEmpty).ToList();

        Assert.Empty(missing.Where(entry => !NotRestored.Contains(entry.Subject)).Select(entry => entry.Symbol!.Explain(Packages.Value)));
        Assert.Equal(NotRestored, missing.Select(entry => entry.Subject).Order(StringComparer.Ordinal));
    }

    /// <summary>The settings that came or went between ASP.NET Core 8 and 10.</summary>
    [Fact]
    public void Generations_differ_in_these_settings_alone()
    {
        CSharpCompilation[] generations = [Compile(References.WebApplication8), Compile(References.WebApplication9), Compile(References.WebApplication10)];
        var differing = SymbolEntries
            .Select(entry => (entry.Subject, Has: string.Concat(generations.Select(each => entry.Symbol!.Resolve(each).IsEmpty ? '-' : '+'))))
            .Where(each => each.Has is not ("---" or "+++"))
            .Select(each => each.Has + " " + each.Subject)
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            """
            -++ M:System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadPkcs12
            -++ M:System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadPkcs12Collection
            -++ M:System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadPkcs12CollectionFromFile
            -++ M:System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadPkcs12FromFile
            -++ P:Microsoft.AspNetCore.Antiforgery.AntiforgeryOptions.SuppressReadingTokenFromFormBody
            -++ P:Microsoft.AspNetCore.Components.Server.ServerComponentsEndpointOptions.ConfigureWebSocketAcceptContext
            -++ P:Microsoft.AspNetCore.Components.Server.ServerComponentsEndpointOptions.ContentSecurityFrameAncestorsPolicy
            -++ P:Microsoft.AspNetCore.Components.Server.ServerComponentsEndpointOptions.DisableWebSocketCompression
            -++ P:Microsoft.AspNetCore.Server.HttpSys.AuthenticationManager.CaptureCredentials
            -++ P:Microsoft.AspNetCore.Server.HttpSys.AuthenticationManager.EnableKerberosCredentialCaching
            -++ P:System.Security.Cryptography.X509Certificates.Pkcs12LoaderLimits.DangerousNoLimits
            -++ P:System.Security.Cryptography.X509Certificates.Pkcs12LoaderLimits.IndividualKdfIterationLimit
            -++ P:System.Security.Cryptography.X509Certificates.Pkcs12LoaderLimits.MacIterationLimit
            -++ P:System.Security.Cryptography.X509Certificates.Pkcs12LoaderLimits.TotalKdfIterationLimit
            --+ P:Microsoft.AspNetCore.Builder.ForwardedHeadersOptions.KnownIPNetworks
            --+ P:Microsoft.AspNetCore.Components.Server.CircuitOptions.PersistedCircuitInMemoryMaxRetained
            --+ P:Microsoft.AspNetCore.Identity.IdentityPasskeyOptions.AttestationConveyancePreference
            --+ P:Microsoft.AspNetCore.Identity.IdentityPasskeyOptions.AuthenticatorAttachment
            --+ P:Microsoft.AspNetCore.Identity.IdentityPasskeyOptions.AuthenticatorTimeout
            --+ P:Microsoft.AspNetCore.Identity.IdentityPasskeyOptions.ChallengeSize
            --+ P:Microsoft.AspNetCore.Identity.IdentityPasskeyOptions.IsAllowedAlgorithm
            --+ P:Microsoft.AspNetCore.Identity.IdentityPasskeyOptions.ResidentKeyRequirement
            --+ P:Microsoft.AspNetCore.Identity.IdentityPasskeyOptions.ServerDomain
            --+ P:Microsoft.AspNetCore.Identity.IdentityPasskeyOptions.UserVerificationRequirement
            --+ P:Microsoft.AspNetCore.Identity.IdentityPasskeyOptions.ValidateOrigin
            --+ P:Microsoft.AspNetCore.Identity.IdentityPasskeyOptions.VerifyAttestationStatement
            --+ P:Microsoft.AspNetCore.Server.HttpSys.HttpSysOptions.RequestQueueSecurityDescriptor
            --+ P:System.Net.Security.SslClientAuthenticationOptions.AllowRsaPkcs1Padding
            --+ P:System.Net.Security.SslClientAuthenticationOptions.AllowRsaPssPadding
            --+ P:System.Net.Security.SslServerAuthenticationOptions.AllowRsaPkcs1Padding
            --+ P:System.Net.Security.SslServerAuthenticationOptions.AllowRsaPssPadding
            """.ReplaceLineEndings("\n"),
            string.Join("\n", differing));
    }

    [Fact]
    public void A_field_is_read_from_its_type() => Assert.Empty(
        from entry in SymbolEntries
        where SecuritySetting.Of(entry).Kind == SettingKind.Field
        from symbol in entry.Symbol!.Resolve(Packages.Value)
        where !symbol.IsStatic || symbol is IPropertySymbol { SetMethod: not null } or IFieldSymbol { IsReadOnly: false, IsConst: false }
        select entry.Subject);

    [Fact]
    public void A_collection_cannot_be_replaced_or_is_one() => Assert.Empty(
        from entry in SymbolEntries
        where SecuritySetting.Of(entry).Kind == SettingKind.Collection
        from symbol in entry.Symbol!.Resolve(Packages.Value)
        where symbol is not IPropertySymbol { SetMethod: null } && !IsCollection(TypeOf(symbol))
        select entry.Subject);

    [Fact]
    public void A_property_can_be_written_and_no_collection_that_cannot_be_replaced_is_called_one() => Assert.Empty(
        from entry in SymbolEntries
        where SecuritySetting.Of(entry).Kind == SettingKind.Property
        from symbol in entry.Symbol!.Resolve(Packages.Value)
        where symbol is IPropertySymbol { SetMethod: null } or IFieldSymbol { IsReadOnly: true }
        select entry.Subject);

    [Fact]
    public void Every_parameter_that_weakens_exists() => Assert.Empty(
        from entry in SymbolEntries
        from test in SecuritySetting.Of(entry).Weakening.Tests
        where test.Parameter is not null
        let symbols = entry.Symbol!.Resolve(Packages.Value)
        where !symbols.IsEmpty && !symbols.OfType<IMethodSymbol>().SelectMany(method => method.Parameters).Any(parameter => parameter.Name == test.Parameter)
        select entry.Subject + " has no parameter " + test.Parameter);

    /// <summary>A call and a constructor are judged by their arguments, or by being there; everything else by its value.</summary>
    [Fact]
    public void What_has_parameters_says_which_one_weakens() => Assert.Empty(
        from entry in Entries
        let setting = SecuritySetting.Of(entry)
        from test in setting.Weakening.Tests
        let isCall = setting.Kind is SettingKind.Call or SettingKind.Constructor
        where isCall != (test.Parameter is not null) && test.Kind is not (WeakeningKind.Present or WeakeningKind.Lacks)
        select entry.Subject);

    [Fact]
    public void Every_member_that_weakens_exists() => Assert.Empty(
        from entry in SymbolEntries
        from test in SecuritySetting.Of(entry).Weakening.Tests
        where test.Kind == WeakeningKind.Member
        let symbols = entry.Symbol!.Resolve(Packages.Value)
        where !symbols.IsEmpty
        let types = symbols.SelectMany(symbol => TypesOf(symbol, test.Parameter)).ToList()
        from word in test.Words
        where !types.Any(type => type.GetMembers(word).Any(member => member.IsStatic))
        select entry.Subject + " has no " + word);

    [Fact]
    public void Every_member_that_may_be_lacking_exists() => Assert.Empty(
        from entry in SymbolEntries
        from test in SecuritySetting.Of(entry).Weakening.Tests
        where test.Kind == WeakeningKind.Lacks
        from symbol in entry.Symbol!.Resolve(Packages.Value)
        from word in test.Words
        where symbol.ContainingType.GetMembers(word).IsEmpty
        select entry.Subject + " has no " + word);

    [Fact]
    public void What_weakens_has_a_risk_and_nothing_else_has() =>
        Assert.Empty(Entries.Where(entry => entry["weakening"] is null != entry["risk"] is null).Select(entry => entry.Subject));

    [Fact]
    public void A_risk_ends_a_sentence_and_is_none() => Assert.Empty(Entries
        .Where(entry => entry["risk"] is { } risk && (risk.EndsWith('.') || !char.IsAsciiLetterLower(risk[0]) || risk.Length > 120 || !risk.Split(' ')[0].EndsWith('s')))
        .Select(entry => entry.Subject + ": " + entry["risk"]));

    [Fact]
    public void Texts_and_switches_reach_as_far_as_they_do() => Assert.Empty(Entries
        .Where(entry => SecuritySetting.Of(entry).Scope != entry.SubjectKind switch
        {
            CatalogSubjectKind.Header => SettingScope.Endpoint,
            CatalogSubjectKind.Switch => SettingScope.Process,
            CatalogSubjectKind.Text => SettingScope.String,
            _ => SecuritySetting.Of(entry).Scope,
        })
        .Select(entry => entry.Subject));

    /// <summary>The keywords are compared without spaces and case, so that each needs one line and has no other.</summary>
    [Fact]
    public void No_keyword_stands_twice() => Assert.Empty(Entries
        .Where(entry => entry.SubjectKind == CatalogSubjectKind.Text)
        .GroupBy(entry => ConnectionText.Normal(entry.Subject))
        .Where(group => group.Count() > 1)
        .Select(group => group.Key));

    /// <summary>Who writes a weak default down has decided; a line with that default would say that he has not.</summary>
    [Fact]
    public void No_default_is_weak() => Assert.Empty(
        from entry in Entries
        let setting = SecuritySetting.Of(entry)
        where setting.Default is not null
        from test in setting.Weakening.Tests
        where test.Parameter is null && IsWeak(test, setting.Default!)
        select entry.Subject + " = " + setting.Default);

    [Fact]
    public void Only_what_is_written_has_a_default() => Assert.Empty(Entries
        .Where(entry => entry["default"] is not null && SecuritySetting.Of(entry).Kind != SettingKind.Property)
        .Select(entry => entry.Subject));

    /// <summary>Of the types of .NET, ASP.NET Core and the packages that this process has, and that make themselves.</summary>
    [Fact]
    public void Every_default_is_the_one_of_a_new_object()
    {
        using var frameworks = new Frameworks();
        var isChecked = 0;
        var wrong = new List<string>();
        foreach (var entry in SymbolEntries)
        {
            if (entry["default"] is not { } expected
                || SetUpLater.Contains(entry.Subject)
                || entry.Symbol!.Resolve(Packages.Value).FirstOrDefault() is not { } symbol
                || !frameworks.TryRead(symbol, out var value))
            {
                continue;
            }

            isChecked++;
            if (Written(value) is { } actual && actual != expected)
            {
                wrong.Add($"{entry.Subject} is {actual}, not {expected}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(isChecked > 200, $"only {isChecked} defaults were checked");
    }

    private static bool IsWeak(WeakeningTest test, string value) => test.Kind switch
    {
        WeakeningKind.True => value == "true",
        WeakeningKind.False => value == "false",
        WeakeningKind.Null => value == "null",
        WeakeningKind.Member or WeakeningKind.Equal => test.Words.Contains(value, StringComparer.OrdinalIgnoreCase),
        WeakeningKind.Contains => test.Words.Any(word => value.Contains(word, StringComparison.OrdinalIgnoreCase)),
        WeakeningKind.Above => Weakening.TryReadLimit(value, out var limit, out var isDuration) && isDuration == test.IsDuration && limit > test.Limit,
        WeakeningKind.Below => Weakening.TryReadLimit(value, out var limit, out var isDuration) && isDuration == test.IsDuration && limit < test.Limit,
        WeakeningKind.Unlimited => value is "2147483647" or "4294967295" or "9223372036854775807",
        _ => false,
    };

    /// <summary>A value as the catalogue writes it; null where it has no words for it.</summary>
    private static string? Written(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => text,
        TimeSpan span => XmlConvert.ToString(span),
        Enum member => member.ToString(),
        IFormattable number when value.GetType().IsPrimitive => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static CSharpCompilation Compile(ImmutableArray<MetadataReference> references) => CSharpCompilation.Create("Test", references: references);

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        IPropertySymbol property => property.Type,
        IFieldSymbol field => field.Type,
        _ => null,
    };

    private static bool IsCollection(ITypeSymbol? type) =>
        type is not null && type.AllInterfaces.Prepend(type).Any(each => each.Name is "ICollection" or "IList" or "ISet" or "IDictionary");

    // A static member of the setting's own type may be meant as well: HttpClientHandler.Dangerous….
    private static IEnumerable<ITypeSymbol> TypesOf(ISymbol symbol, string? parameter)
    {
        yield return symbol as ITypeSymbol ?? symbol.ContainingType;
        var types = symbol switch
        {
            IMethodSymbol method => method.Parameters.Where(each => parameter is null || each.Name == parameter).Select(each => each.Type),
            INamedTypeSymbol attribute => attribute.InstanceConstructors.SelectMany(each => each.Parameters).Select(each => each.Type),
            _ => TypeOf(symbol) is { } type ? [type] : [],
        };
        foreach (var type in types)
        {
            yield return type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        }
    }

    /// <summary>Loads the types of .NET, of the ASP.NET Core that is installed beside it, and of this process.</summary>
    private sealed class Frameworks : IDisposable
    {
        private readonly AspNetCore context = new();

        public bool TryRead(ISymbol symbol, out object? value)
        {
            value = null;
            try
            {
                if (context.Find(symbol.ContainingType) is not { IsAbstract: false } type || Create(type, symbol.IsStatic) is not { } found)
                {
                    return false;
                }

                const BindingFlags Flags = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
                var target = symbol.IsStatic ? null : found;
                switch (symbol)
                {
                    case IPropertySymbol when type.GetProperty(symbol.Name, Flags) is { CanRead: true } property:
                        value = property.GetValue(target);
                        return true;
                    case IFieldSymbol when type.GetField(symbol.Name, Flags) is { } field:
                        value = field.GetValue(target);
                        return true;
                    default:
                        return false;
                }
            }
            catch (Exception exception) when (exception is TargetInvocationException or FileNotFoundException or FileLoadException or MissingMethodException or TypeLoadException or BadImageFormatException)
            {
                return false;
            }
        }

        public void Dispose() => context.Unload();

        private static object? Create(Type type, bool isStatic) =>
            isStatic ? type : type.GetConstructor(Type.EmptyTypes) is { } constructor ? constructor.Invoke(null) : null;

        private sealed class AspNetCore : AssemblyLoadContext
        {
            private readonly string? folder;

            public AspNetCore()
                : base(nameof(AspNetCore), isCollectible: true)
            {
                var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
                var shared = Path.Combine(runtime, "..", "..", "Microsoft.AspNetCore.App", Path.GetFileName(runtime));
                folder = Directory.Exists(shared) ? shared : null;
            }

            public Type? Find(INamedTypeSymbol type)
            {
                var name = type.ContainingType is { } outer
                    ? outer.ContainingNamespace.ToDisplayString() + "." + outer.MetadataName + "+" + type.MetadataName
                    : type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;
                return type.IsGenericType ? null : LoadFromAssemblyName(new(type.ContainingAssembly.Name)).GetType(name);
            }

            protected override Assembly? Load(AssemblyName assemblyName) =>
                folder is not null && Path.GetFullPath(Path.Combine(folder, assemblyName.Name + ".dll")) is var path && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
