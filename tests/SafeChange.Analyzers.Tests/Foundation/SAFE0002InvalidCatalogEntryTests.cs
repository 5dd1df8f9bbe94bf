using System.Linq;
using System.Threading.Tasks;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Foundation;

public sealed class SAFE0002InvalidCatalogEntryTests
{
    private const string Effects = "SafeChange.Effects.txt";
    private const string SecuritySettings = "SafeChange.SecuritySettings.txt";

    private const string Source = """
        namespace Acme
        {
            public interface IMailer { void Send(string to); }
            public class Mailer : IMailer
            {
                public Mailer(int port) { }
                public void Send(string to) { }
                public void Send(string to, string text) { }
                public T Fetch<T>() => throw null!;
                public int Sent { get; set; }
                public string this[int index] => "";
                public event System.Action? Failed { add { } remove { } }
                public const int Limit = 1;
            }
            public class QuickMailer : Mailer { public QuickMailer() : base(25) { } }
            public class Outbox<T> { public void Add(T item) { } }
        }
        """;

    private static readonly Verify<SAFE0002InvalidCatalogEntry> Verify = new(References.NoFramework);

    [Fact]
    public Task No_catalogue_is_fine() => Verify.Silent(Source);

    [Fact]
    public Task An_empty_catalogue_is_fine() => Verify.AdditionalFile(Effects, "").Silent(Source);

    [Theory]
    [InlineData("T:Acme.Mailer ; effect=mail")]
    [InlineData("T:Acme.Outbox`1 ; effect=insert")]
    [InlineData("M:Acme.Mailer.Send ; effect=mail")]
    [InlineData("M:Acme.Mailer.Send(System.String) ; effect=mail")]
    [InlineData("M:Acme.Mailer.Fetch ; effect=http")]
    [InlineData("M:Acme.Mailer.Fetch``1 ; effect=http")]
    [InlineData("M:Acme.Mailer.Fetch``1() ; effect=http")]
    [InlineData("M:Acme.Mailer.#ctor ; effect=none")]
    [InlineData("M:Acme.Mailer.#ctor(System.Int32) ; effect=none")]
    [InlineData("M:Acme.Outbox`1.Add(`0) ; effect=insert")]
    [InlineData("P:Acme.Mailer.Sent ; effect=accumulate")]
    [InlineData("P:Acme.Mailer.Item ; effect=none")]
    [InlineData("P:Acme.Mailer.Item(System.Int32) ; effect=none")]
    [InlineData("E:Acme.Mailer.Failed ; effect=none")]
    [InlineData("F:Acme.Mailer.Limit ; effect=none")]
    [InlineData("M:System.Net.Mail.SmtpClient.Send ; effect=mail ; note=ours, not theirs")]
    [InlineData("# M:Acme.Nothing.Here ; effect=mail")]
    [InlineData("M:Acme.Mailer.Send ; EFFECT = Mail ;; # a comment")]
    [InlineData("M:Acme.Nothing.Here ; effect=mail ; optional")]
    public Task Lines_that_name_something_are_fine(string line) =>
        Verify.AdditionalFile(Effects, line).Silent(Source);

    [Theory]
    [InlineData("header:X-Frame-Options ; category=headers ; weakening=contains:ALLOWALL")]
    [InlineData("switch:System.Net.DisableIPv6 ; category=transport")]
    [InlineData("text:Trust Server Certificate ; category=transport")]
    public Task Lines_without_a_symbol_are_fine_where_there_is_none(string line) =>
        Verify.AdditionalFile(SecuritySettings, line).Silent(Source);

    [Theory]
    [InlineData("{|#0:T:Acme.Mailr|} ; effect=mail", "no type 'Acme.Mailr' in this compilation; did you mean 'T:Acme.Mailer'?")]
    [InlineData("{|#0:T:Acme.Outbox|} ; effect=mail", "no type 'Acme.Outbox' in this compilation; did you mean 'T:Acme.Outbox`1'?")]
    [InlineData("{|#0:T:Nowhere.At.All|} ; effect=mail", "no type 'Nowhere.At.All' in this compilation")]
    [InlineData("{|#0:M:Acme.Mailr.Send|} ; effect=mail", "no type 'Acme.Mailr' in this compilation; did you mean 'M:Acme.Mailer.Send'?")]
    [InlineData("{|#0:M:Acme.Mailr.Send(System.String)|} ; effect=mail", "no type 'Acme.Mailr' in this compilation; did you mean 'M:Acme.Mailer.Send(System.String)'?")]
    [InlineData("{|#0:M:Acme.Mailer.Sned|} ; effect=mail", "type 'Acme.Mailer' has no method 'Sned'; did you mean 'M:Acme.Mailer.Send'?")]
    [InlineData("{|#0:M:Acme.Mailer.Post|} ; effect=mail", "type 'Acme.Mailer' has no method 'Post'")]
    [InlineData("{|#0:M:Acme.Mailer.Send(System.Int32)|} ; effect=mail", "'Acme.Mailer.Send' exists, but not with this parameter list: leave the list out to mean every overload")]
    [InlineData("{|#0:M:Acme.Mailer.Send()|} ; effect=mail", "'Acme.Mailer.Send' exists, but not with this parameter list: leave the list out to mean every overload")]
    [InlineData("{|#0:M:Acme.QuickMailer.Send|} ; effect=mail", "'Acme.QuickMailer' only inherits 'Send'; did you mean 'M:Acme.Mailer.Send'?")]
    [InlineData("{|#0:M:Acme.Mailer.Sent|} ; effect=mail", "'Acme.Mailer.Sent' is not a method; did you mean 'P:Acme.Mailer.Sent'?")]
    [InlineData("{|#0:P:Acme.Mailer.Limit|} ; effect=mail", "'Acme.Mailer.Limit' is not a property; did you mean 'F:Acme.Mailer.Limit'?")]
    public Task A_line_that_names_no_symbol_is_reported(string line, string reason) =>
        Verify.AdditionalFile(Effects, line).Reports(Source, Verify.Result("SAFE0002", 0, "This has no effect: " + reason));

    [Theory]
    [InlineData("{|#0:Acme.Mailer.Send|} ; effect=mail", "'Acme.Mailer.Send' is no documentation ID: write T:, M:, P:, F: or E: and the full name, as in 'M:Acme.Mailer.Send'")]
    [InlineData("{|#0:N:Acme|} ; effect=mail", "a namespace cannot stand here: name a type (T:) or a member (M:, P:, F:, E:)")]
    [InlineData("{|#0:M:Send|} ; effect=mail", "'Send' names no type: write the namespaces, the type and the member with a dot between")]
    [InlineData("{|#0:M:Acme..Send|} ; effect=mail", "'Acme..Send' is no full name: write the namespaces, the type and the member with a dot between")]
    [InlineData("{|#0:M:Acme.Mailer.Send(System.String|} ; effect=mail", "the brackets of the parameter list do not match")]
    [InlineData("{|#0:M:Acme.Mailer.Send(string, string)|} ; effect=mail", "a documentation ID holds no spaces: parameters are full type names with a comma between, as in '(System.String,System.Int32)'")]
    [InlineData("{|#0:T:Acme.Mailer(System.String)|} ; effect=mail", "only a method (M:) or an indexer (P:) has a parameter list")]
    [InlineData("{|#0:header:X-Frame-Options|} ; effect=mail", "a line of SafeChange.Effects.txt is about a symbol: write a documentation ID such as 'M:Acme.Mailer.Send'")]
    [InlineData("  {|#0:;|} effect=mail", "a line begins with what it is about, a documentation ID such as 'M:Acme.Mailer.Send'")]
    [InlineData("{|#0:M:Acme.Mailer.Send|}", "the line has no 'effect': add '; effect=…' with one of insert, accumulate, payment, mail, message, http, publish, enqueue, file, blob, static, none")]
    [InlineData("M:Acme.Mailer.Send ; effect={|#0:mial|}", "'mial' is no 'effect': write one of insert, accumulate, payment, mail, message, http, publish, enqueue, file, blob, static, none; did you mean 'mail'?")]
    [InlineData("M:Acme.Mailer.Send ; effect=mail ; {|#0:efect|}=mail", "there is no key 'efect' in SafeChange.Effects.txt; did you mean 'effect'?")]
    [InlineData("M:Acme.Mailer.Send ; effect=mail ; {|#0:optinal|}", "there is no key 'optinal' in SafeChange.Effects.txt; did you mean 'optional'?")]
    [InlineData("M:Acme.Mailer.Send ; effect=mail ; {|#0:=|}x", "there is no key '' in SafeChange.Effects.txt")]
    [InlineData("M:Acme.Mailer.Send ; {|#0:effect=|}", "'effect' has no value: write 'effect=' and one of insert, accumulate, payment, mail, message, http, publish, enqueue, file, blob, static, none")]
    [InlineData("M:Acme.Mailer.Send ; {|#0:effect|}", "'effect' has no value: write 'effect=' and one of insert, accumulate, payment, mail, message, http, publish, enqueue, file, blob, static, none")]
    [InlineData("M:Acme.Mailer.Send ; effect=mail ; {|#0:effect=http|}", "'effect' stands twice in this line")]
    [InlineData("M:Acme.Mailer.Send ; effect=mail\r\n\r\n{|#0:M:Acme.Mailer.Send|} ; effect=http", "line 1 is about 'M:Acme.Mailer.Send' already")]
    public Task A_malformed_line_is_reported_at_the_part_to_blame(string text, string reason) =>
        Verify.AdditionalFile(Effects, text).Reports(Source, Verify.Result("SAFE0002", 0, "This has no effect: " + reason));

    [Fact]
    public Task A_list_of_words_is_checked_word_by_word() =>
        Verify
            .AdditionalFile(
                "SafeChange.Guards.txt",
                "M:Acme.Mailer.Send ; guard=claim ; protects=writes | Messages\nM:Acme.Mailer.Fetch ; guard=claim ; protects={|#0:writes | mesages|}")
            .Reports(Source, Verify.Result(
                "SAFE0002", 0, "This has no effect: 'mesages' is no 'protects': write some of, separated by |: writes, messages, external, files; did you mean 'messages'?"));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public Task Every_line_is_reported_for_itself(string newLine) =>
        Verify
            .AdditionalFile(
                Effects,
                string.Join(
                    newLine,
                    "\uFEFF# ours",
                    "{|SAFE0002:Acme.Mailer.Send|} ; effect=mail",
                    "M:Acme.Mailer.Send ; effect=mail",
                    "",
                    "\t{|SAFE0002:M:Acme.Mailer.Gone|}\t; effect=mail # gone since 2.0",
                    "M:Acme.Mailer.Fetch ; {|SAFE0002:colour|}=green ; effect={|SAFE0002:red|}"))
            .Reports(Source);

    [Fact]
    public Task A_byte_order_mark_is_no_part_of_the_first_line() =>
        Verify.AdditionalFile(Effects, "\uFEFFM:Acme.Mailer.Send ; effect=mail").Silent(Source);

    [Fact]
    public Task A_file_with_ten_thousand_lines_is_read_to_its_end() =>
        Verify
            .AdditionalFile(
                Effects,
                string.Concat(Enumerable.Range(0, 9_999).Select(i => $"M:Acme.Nothing.Here{i} ; effect=mail ; optional\n"))
                + "{|SAFE0002:M:Acme.Mailer.Gone|} ; effect=mail")
            .Reports(Source);

    [Theory]
    [InlineData("SafeChange.Effect.txt", "SafeChange.Effects.txt")]
    [InlineData("SafeChange.JobHandler.txt", "SafeChange.JobHandlers.txt")]
    public Task A_misspelled_file_name_is_reported(string path, string meant) =>
        Verify
            .AdditionalFile(path, "{|#0:|}M:Acme.Mailer.Send ; effect=mail")
            .Reports(Source, Verify.Result("SAFE0002", 0, $"This has no effect: there is no catalogue '{path}'; did you mean '{meant}'?"));

    [Fact]
    public Task Files_of_others_are_theirs() =>
        Verify.AdditionalFile("BannedSymbols.txt", "whatever").AdditionalFile("SafeChange.Notes.txt", "whatever").Silent(Source);

    [Fact]
    public Task A_catalogue_may_lie_in_any_folder_and_there_may_be_several() =>
        Verify
            .AdditionalFile("build/" + Effects, "M:Acme.Mailer.Send ; effect=mail")
            .AdditionalFile("other/safechange.effects.TXT", "{|SAFE0002:M:Acme.Mailer.Gone|} ; effect=mail")
            .Reports(Source);

    [Fact]
    public Task Code_that_does_not_compile_is_no_obstacle() =>
        Verify.BrokenCode().AdditionalFile(Effects, "M:Acme.Mailer.Send ; effect=mail").Silent(Source + "class { void (");
}
