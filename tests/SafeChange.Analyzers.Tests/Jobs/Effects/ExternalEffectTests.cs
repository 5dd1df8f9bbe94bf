using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Effects;

/// <summary>Mail, messages, payments and requests: what cannot be taken back.</summary>
public sealed class ExternalEffectTests
{
    [Theory]
    [InlineData("smtp.Send(mail);", "Mail SmtpClient.Send None")]
    [InlineData("await smtp.SendMailAsync(\"a\", \"b\", \"c\", \"d\");", "Mail SmtpClient.SendMailAsync None")]
    [InlineData("await kit.SendAsync(mime);", "Mail SmtpClient.SendAsync None")]
    [InlineData("transport.Send(mime);", "Mail IMailTransport.Send None")]
    [InlineData("await grid.SendEmailAsync(gridMail);", "Mail SendGridClient.SendEmailAsync None")]
    public void Mail_is_an_effect(string statement, string expected) => Assert.Equal([expected], In(
        "System.Net.Mail.SmtpClient smtp, System.Net.Mail.MailMessage mail, MailKit.Net.Smtp.SmtpClient kit, MailKit.IMailTransport transport, MimeKit.MimeMessage mime, SendGrid.SendGridClient grid, SendGrid.Helpers.Mail.SendGridMessage gridMail",
        statement));

    [Theory]
    [InlineData("await charges.CreateAsync(options);", "Payment ChargeService.CreateAsync None")]
    [InlineData("charges.Create(options, null);", "Payment ChargeService.Create None")]
    [InlineData("charges.Create(new ChargeCreateOptions { Amount = 3 });", "Payment ChargeService.Create None")]
    [InlineData("await charges.CreateAsync(options, new RequestOptions());", "Payment ChargeService.CreateAsync None")]
    [InlineData("await charges.CreateAsync(options, new RequestOptions { IdempotencyKey = id });", "Payment ChargeService.CreateAsync Stable:IdempotencyKey")]
    [InlineData("await charges.CreateAsync(options, new RequestOptions { IdempotencyKey = $\"charge-{id}\" });", "Payment ChargeService.CreateAsync Stable:IdempotencyKey")]
    [InlineData("await charges.CreateAsync(options, new RequestOptions { IdempotencyKey = Guid.NewGuid().ToString() });", "Payment ChargeService.CreateAsync Unstable:IdempotencyKey")]
    [InlineData("await charges.CreateAsync(options, new() { IdempotencyKey = null });", "Payment ChargeService.CreateAsync None")]
    [InlineData("var request = new RequestOptions(); request.IdempotencyKey = id + DateTime.UtcNow; await charges.CreateAsync(options, request);", "Payment ChargeService.CreateAsync Unstable:IdempotencyKey")]
    [InlineData("var request = new RequestOptions(); request.IdempotencyKey = id; await charges.CreateAsync(options, requestOptions: request);", "Payment ChargeService.CreateAsync Stable:IdempotencyKey")]
    [InlineData("await charges.CreateAsync(options, given);", "Payment ChargeService.CreateAsync")]
    [InlineData("await charges.CreateAsync(options, Make());", "Payment ChargeService.CreateAsync")]
    [InlineData("await intents.ConfirmAsync(id);", "Payment PaymentIntentService.ConfirmAsync None")]
    [InlineData("await new RefundService().CreateAsync(new RefundCreateOptions { Charge = id });", "Payment RefundService.CreateAsync None")]
    public void A_payment_is_an_effect_with_its_key(string statement, string expected) => Assert.Equal([expected], Stripe(statement));

    [Theory]
    [InlineData("await charges.GetAsync(id);")]
    [InlineData("await charges.UpdateAsync(id, new ChargeUpdateOptions());")]
    [InlineData("await charges.ListAsync();")]
    public void Reading_and_updating_a_payment_is_none(string statement) => Assert.Empty(Stripe(statement));

    [Theory]
    [InlineData("await http.PostAsync(\"/pay\", null);", "Http HttpClient.PostAsync None")]
    [InlineData("await http.PatchAsync(\"/pay\", new StringContent(\"x\"), token);", "Http HttpClient.PatchAsync None")]
    [InlineData("await http.PostAsJsonAsync(\"/pay\", new { Amount = 3 });", "Http HttpClient.PostAsJsonAsync None")]
    [InlineData("await http.PostAsJsonAsync(\"/pay\", new { RequestId = id });", "Http HttpClient.PostAsJsonAsync Stable:RequestId")]
    [InlineData("await http.PostAsJsonAsync(\"/pay\", new { RequestorUniquePaymentIdentifier = id, Amount = 3 });", "Http HttpClient.PostAsJsonAsync Stable:RequestorUniquePaymentIdentifier")]
    [InlineData("await http.PostAsJsonAsync(\"/pay\", new { ExternalId = Guid.NewGuid() });", "Http HttpClient.PostAsJsonAsync Unstable:ExternalId")]
    [InlineData("await http.PostAsJsonAsync(\"/pay\", payload);", "Http HttpClient.PostAsJsonAsync")]
    [InlineData("await http.PostAsJsonAsync(\"/pay\", plain);", "Http HttpClient.PostAsJsonAsync None")]
    [InlineData("await http.SendAsync(new HttpRequestMessage(HttpMethod.Post, \"/pay\"));", "Http HttpClient.SendAsync None")]
    [InlineData("var r = new HttpRequestMessage { Method = HttpMethod.Patch }; await http.SendAsync(r, token);", "Http HttpClient.SendAsync None")]
    [InlineData("var r = new HttpRequestMessage(); r.Method = new HttpMethod(\"POST\"); http.Send(r);", "Http HttpClient.Send None")]
    [InlineData("var r = new HttpRequestMessage(HttpMethod.Post, \"/\"); r.Headers.Add(\"Idempotency-Key\", id); await http.SendAsync(r);", "Http HttpClient.SendAsync Stable:Idempotency-Key")]
    [InlineData("var r = new HttpRequestMessage(HttpMethod.Post, \"/\") { Headers = { { \"X-Idempotency-Key\", id } } }; await http.SendAsync(r);", "Http HttpClient.SendAsync Stable:X-Idempotency-Key")]
    [InlineData("var r = new HttpRequestMessage(HttpMethod.Post, \"/\"); r.Headers.TryAddWithoutValidation(\"PayPal-Request-Id\", Guid.NewGuid().ToString()); await http.SendAsync(r);", "Http HttpClient.SendAsync Unstable:PayPal-Request-Id")]
    [InlineData("http.DefaultRequestHeaders.Add(\"Idempotency-Key\", id); await http.PostAsync(\"/pay\", null);", "Http HttpClient.PostAsync None")]
    [InlineData("await http.PostAsync(\"/pay\", content);", "Http HttpClient.PostAsync None")]
    public void A_request_that_is_not_idempotent_is_an_effect(string statement, string expected) => Assert.Equal([expected], Http(statement));

    [Theory]
    [InlineData("await http.GetAsync(\"/pay\");")]
    [InlineData("await http.PutAsync(\"/pay\", null);")]
    [InlineData("await http.DeleteAsync(\"/pay\");")]
    [InlineData("await http.PutAsJsonAsync(\"/pay\", plain);")]
    [InlineData("await http.SendAsync(request);")]
    [InlineData("await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, \"/pay\"));")]
    [InlineData("await http.SendAsync(new HttpRequestMessage(method, \"/pay\"));")]
    [InlineData("var r = new HttpRequestMessage(HttpMethod.Post, \"/\"); r.Method = HttpMethod.Put; await http.SendAsync(r);")]
    [InlineData("await http.PostAsync(\"/token\", new FormUrlEncodedContent(new Dictionary<string, string> { [\"grant_type\"] = \"client_credentials\" }));")]
    [InlineData("var form = new Dictionary<string, string> { { \"grant_type\", \"password\" } }; await http.PostAsync(\"/token\", new FormUrlEncodedContent(form));")]
    public void Other_requests_are_none(string statement) => Assert.Empty(Http(statement));

    [Theory]
    [InlineData("await \"https://a.b\".PostJsonAsync(new { Amount = 3 });", "Http string.PostJsonAsync None")]
    [InlineData("await \"https://a.b\".WithHeader(\"Idempotency-Key\", id).PostJsonAsync(new { Amount = 3 });", "Http IFlurlRequest.PostJsonAsync Stable:Idempotency-Key")]
    [InlineData("await \"https://a.b\".SendJsonAsync(HttpMethod.Post, new { Amount = 3 });", "Http string.SendJsonAsync None")]
    [InlineData("await rest.PostAsync(new RestRequest(\"/pay\"));", "Http IRestClient.PostAsync None")]
    [InlineData("await rest.ExecuteAsync(new RestRequest(\"/pay\", Method.Post));", "Http IRestClient.ExecuteAsync None")]
    [InlineData("var r = new RestRequest(\"/pay\", Method.Post).AddHeader(\"Idempotency-Key\", id); await rest.ExecuteAsync(r);", "Http IRestClient.ExecuteAsync Stable:Idempotency-Key")]
    [InlineData("await rest.ExecutePostAsync(new RestRequest(\"/pay\").AddHeader(\"Idempotency-Key\", Guid.NewGuid().ToString()));", "Http IRestClient.ExecutePostAsync Unstable:Idempotency-Key")]
    [InlineData("await api.Pay(plain);", "Http IPayApi.Pay None")]
    [InlineData("await api.PayOnce(plain, id);", "Http IPayApi.PayOnce Stable:idempotencyKey")]
    public void Clients_built_on_HTTP_are_read_too(string statement, string expected) => Assert.Equal([expected], Clients(statement));

    [Theory]
    [InlineData("await \"https://a.b\".GetAsync();")]
    [InlineData("await \"https://a.b\".PutJsonAsync(new { Amount = 3 });")]
    [InlineData("await \"https://a.b\".SendJsonAsync(HttpMethod.Put, new { Amount = 3 });")]
    [InlineData("await rest.GetAsync(new RestRequest(\"/pay\"));")]
    [InlineData("await rest.ExecuteAsync(new RestRequest(\"/pay\"));")]
    [InlineData("await rest.ExecuteAsync(new RestRequest(\"/pay\", Method.Put));")]
    [InlineData("await api.Get();")]
    public void Their_other_requests_are_none(string statement) => Assert.Empty(Clients(statement));

    private static string[] In(string parameters, string statement) => EffectsOf.Run(
        $$"""class Job { async Task Run({{parameters}}) { {{statement}} await Task.Yield(); } }""", References.JobFrameworks);

    private static string[] Stripe(string statement) => EffectsOf.Run(
        $$"""
        using Stripe;
        class Job
        {
            static RequestOptions Make() => new();
            async Task Run(ChargeService charges, PaymentIntentService intents, ChargeCreateOptions options, RequestOptions given, string id) { {{statement}} await Task.Yield(); }
        }
        """,
        References.JobFrameworks);

    private static string[] Http(string statement) => EffectsOf.Run(
        $$"""
        class Payload { public Guid RequestId { get; set; } }
        class Plain { public decimal Amount { get; set; } }
        class Job
        {
            async Task Run(HttpClient http, Payload payload, Plain plain, HttpRequestMessage request, HttpContent content, HttpMethod method, string id, CancellationToken token) { {{statement}} await Task.Yield(); }
        }
        """,
        References.NoFramework);

    private static string[] Clients(string statement) => EffectsOf.Run(
        $$"""
        using Flurl.Http;
        using RestSharp;
        class Plain { public decimal Amount { get; set; } }
        interface IPayApi
        {
            [Refit.Post("/pay")] Task Pay([Refit.Body] Plain plain);
            [Refit.Post("/pay")] Task PayOnce([Refit.Body] Plain plain, [Refit.Header("Idempotency-Key")] string idempotencyKey);
            [Refit.Get("/pay")] Task Get();
        }
        class Job
        {
            async Task Run(IRestClient rest, IPayApi api, Plain plain, string id) { {{statement}} await Task.Yield(); }
        }
        """,
        References.JobFrameworks);
}
