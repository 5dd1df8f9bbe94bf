using System.Collections.Immutable;
using System.Text.RegularExpressions;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Jobs.Effects;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Effects;

/// <summary>What users add and take away, and what names alone say.</summary>
public sealed class EffectSettingsTests
{
    private const string Source = """
        namespace Acme
        {
            public interface IGateway { void Charge(string order); void Charge(int order, string idempotencyKey); void Look(); }
            public sealed class Gateway : IGateway { public void Charge(string order) { } public void Charge(int order, string idempotencyKey) { } public void Look() { } }
            public class Account { public int Count { get; set; } public int Visits { get; set; } }
            public class Job
            {
                public void Run(IGateway gateway, Gateway own, Account account, HttpClient http, string id)
                {
                    gateway.Charge(id);
                    own.Charge(3, id);
                    gateway.Look();
                    account.Visits++;
                    http.PostAsync("a", null);
                }
            }
        }
        """;

    [Fact]
    public void A_call_is_added_by_an_option() => Assert.Equal(
        ["Payment IGateway.Charge None", "Payment Gateway.Charge Stable:idempotencyKey", "Accumulate Account.Visits [Account]", "Http HttpClient.PostAsync None"],
        EffectsOf.Run(Source, References.NoFramework, Settings(additional: ["M:Acme.IGateway.Charge=payment"])));

    [Fact]
    public void A_type_is_added_by_an_option() => Assert.Equal(
        ["Mail IGateway.Charge None", "Mail Gateway.Charge Stable:idempotencyKey", "Mail IGateway.Look None", "Accumulate Account.Visits [Account]", "Http HttpClient.PostAsync None"],
        EffectsOf.Run(Source, References.NoFramework, Settings(additional: ["T:Acme.IGateway=mail"])));

    [Theory]
    [InlineData("M:System.Net.Http.HttpClient.PostAsync")]
    [InlineData("M:System.Net.Http.HttpClient.*")]
    [InlineData("T:System.Net.Http.HttpClient")]
    [InlineData("T:System.Net.*")]
    public void A_call_is_taken_away_by_an_option(string pattern) => Assert.Equal(
        ["Accumulate Account.Visits [Account]"], EffectsOf.Run(Source, References.NoFramework, Settings(effectFree: [pattern])));

    [Fact]
    public void A_call_is_taken_away_by_the_word_none() => Assert.Equal(
        ["Accumulate Account.Visits [Account]"],
        EffectsOf.Run(Source, References.NoFramework, Settings(additional: ["M:System.Net.Http.HttpClient.PostAsync=none"])));

    [Fact]
    public void A_counter_is_left_alone_by_an_option() => Assert.Equal(
        ["Http HttpClient.PostAsync None"], EffectsOf.Run(Source, References.NoFramework, Settings(counters: "^Visits$")));

    [Fact]
    public void A_catalogue_of_the_user_is_read() => Assert.Equal(
        ["Payment IGateway.Charge None", "Payment Gateway.Charge Stable:idempotencyKey", "Accumulate Account.Visits [Account]"],
        EffectsOf.Run(Source, References.NoFramework, catalog: """
            M:Acme.IGateway.Charge ; effect=payment
            M:System.Net.Http.HttpClient.PostAsync ; effect=none
            """));

    [Fact]
    public void A_type_in_a_catalogue_means_all_its_methods() => Assert.Equal(
        ["Message IGateway.Charge None", "Message Gateway.Charge Stable:idempotencyKey", "Message IGateway.Look None", "Accumulate Account.Visits [Account]", "Http HttpClient.PostAsync None"],
        EffectsOf.Run(Source, References.NoFramework, catalog: "T:Acme.IGateway ; effect=message"));

    [Theory]
    [InlineData("Blog", false)]
    [InlineData("JobLog", true)]
    [InlineData("AuditEntry", true)]
    [InlineData("Order", false)]
    [InlineData("Catalog", false)]
    public void Log_entities_are_told_by_their_words(string name, bool expected) => Assert.Equal(expected, EffectSettings.Default.IsLogEntity(name));

    [Theory]
    [InlineData("M:Acme.IGateway.Charge=payment", true)]
    [InlineData("T:Acme.IGateway=none", true)]
    [InlineData("M:Acme.IGateway.Charge=pay", false)]
    [InlineData("Acme.IGateway.Charge=payment", false)]
    [InlineData("M:Acme.IGateway.Charge", false)]
    [InlineData("P:Acme.IGateway.Charge=payment", false)]
    public void The_option_for_additions_is_checked(string text, bool expected) => Assert.Equal(expected, EffectOptions.AdditionalEffects.IsValid(text));

    [Theory]
    [InlineData("M:Acme.*|T:Acme.Hub", true)]
    [InlineData("Acme.Hub", false)]
    [InlineData("T:", false)]
    [InlineData("*", false)]
    public void The_option_for_what_is_free_is_checked(string text, bool expected) => Assert.Equal(expected, EffectOptions.EffectFree.IsValid(text));

    [Theory]
    [InlineData("(?i)attempt|retr(y|ies)", true)]
    [InlineData("(", false)]
    [InlineData("", false)]
    public void The_option_for_counters_is_checked(string text, bool expected) => Assert.Equal(expected, EffectOptions.IgnoredCounters.IsValid(text));

    [Theory]
    [InlineData("IMailSender", "SendAsync", "Mail IMailSender.SendAsync")]
    [InlineData("IEmailService", "SendEmailAsync", "Mail IEmailService.SendEmailAsync")]
    [InlineData("ISmtpMailer", "SendMail", "Mail ISmtpMailer.SendMail")]
    [InlineData("ISmsGateway", "Send", "Message ISmsGateway.Send")]
    public void Mail_and_SMS_are_told_by_name_where_there_is_no_source(string type, string method, string expected) => Assert.Equal(
        [expected],
        EffectsOf.ByName($$"""interface {{type}} { Task {{method}}(string to); } class Job { void Run({{type}} sender) => sender.{{method}}("a"); }""", References.NoFramework));

    [Theory]
    [InlineData("interface IMailSender { void Delete(string to); } class Job { void Run(IMailSender sender) => sender.Delete(\"a\"); }")]
    [InlineData("interface INotifier { void Send(string to); } class Job { void Run(INotifier sender) => sender.Send(\"a\"); }")]
    [InlineData("interface IMailbox { void Send(string to); } class Job { void Run(IMailbox sender) => sender.Send(\"a\"); }")]
    [InlineData("interface IMailSettings { void SendStatistics(string to); } class Job { void Run(IMailSettings sender) => sender.SendStatistics(\"a\"); }")]
    [InlineData("class MailSender { public void Send(string to) { } } class Job { void Run(MailSender sender) => sender.Send(\"a\"); }")]
    public void Other_names_say_nothing(string source) => Assert.Empty(EffectsOf.ByName(source, References.NoFramework));

    [Theory]
    [InlineData("missing.Post(1); Nowhere.Add(2); x.Count++; item.Total += 1;")]
    [InlineData("d.Count++; d.Add(3); d.Total = d.Total + 1; d.Send();")]
    [InlineData("http.PostAsync(; http.SendAsync(); new HttpRequestMessage(; ")]
    [InlineData("var order = new Missing { Id = 3 }; db.Add(order); list.Add(;")]
    [InlineData("Enqueue(() => ; int. ++ ; = 3; this.++;")]
    public void Broken_code_and_dynamic_have_no_effects_and_do_no_harm(string statements) => Assert.Empty(EffectsOf.Run(
        $$"""class Job { List<Missing> list; void Run(dynamic d, HttpClient http) { {{statements}} } }""", References.NoFramework, mayBreak: true));

    private static EffectSettings Settings(ImmutableArray<string> additional = default, ImmutableArray<string> effectFree = default, string? counters = null) => new(
        additional.IsDefault ? [] : additional,
        effectFree.IsDefault ? [] : effectFree,
        counters is null ? EffectOptions.IgnoredCounters.Default : new Regex(counters),
        EffectOptions.LogEntities.Default);
}
