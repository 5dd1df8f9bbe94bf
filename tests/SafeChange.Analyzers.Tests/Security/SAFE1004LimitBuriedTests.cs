using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public class SAFE1004LimitBuriedTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task A_limit_lifted_for_one_request_is_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.Http.Features;
        public class VideoUploads
        {
            public async Task<long> ReceiveAsync(HttpContext context, Stream target)
            {
                if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
                {
                    feature.{|SAFE1004:MaxRequestBodySize|} = null;
                }

                await context.Request.Body.CopyToAsync(target);
                return target.Length;
            }
        }
        """);

    [Fact]
    public Task A_limit_for_one_request_from_options_is_passed_through() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.Http.Features;
        public class UploadOptions { public long MaxBytes { get; set; } = 20_000_000; }
        public class VideoUploads(IOptions<UploadOptions> options)
        {
            public void Prepare(HttpContext context) =>
                context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = options.Value.MaxBytes;
        }
        """);

    [Fact]
    public Task A_form_of_any_size_is_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.Http.Features;
        public class ImportController : Controller
        {
            private static readonly FormOptions Large = new FormOptions
            {
                {|SAFE1004:MultipartBodyLengthLimit|} = long.MaxValue,
                {|SAFE1004:ValueLengthLimit|} = int.MaxValue,
            };

            public async Task<IActionResult> Post()
            {
                var form = await Request.ReadFormAsync(Large);
                return Ok(form.Files.Count);
            }
        }
        """);

    [Fact]
    public Task A_limit_of_a_form_is_a_suggestion() => Verify.Finds("""
        using Microsoft.AspNetCore.Http.Features;
        public class ImportController : Controller
        {
            public async Task<IActionResult> Post()
            {
                var form = await Request.ReadFormAsync(new FormOptions { {|SAFE1004 info:MultipartBodyLengthLimit|} = 10 * 1024 * 1024 });
                return Ok(form.Files.Count);
            }
        }
        """);

    [Fact]
    public Task A_limit_far_above_the_usual_is_reported_through_the_constant_that_holds_it() => Verify.Finds("""
        using Microsoft.AspNetCore.Http.Features;
        public class ImportController : Controller
        {
            private const long MaxBytes = 5L * 1024 * 1024 * 1024;

            public async Task<IActionResult> Post()
            {
                var form = await Request.ReadFormAsync(new FormOptions { {|SAFE1004:MultipartBodyLengthLimit|} = MaxBytes });
                return Ok(form.Files.Count);
            }
        }
        """);

    [Fact]
    public Task A_reader_without_a_limit_is_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.WebUtilities;
        public class ChunkedUploads
        {
            public MultipartReader Open(string boundary, Stream body) => new MultipartReader(boundary, body) { {|SAFE1004:BodyLengthLimit|} = null };
        }
        """);

    [Fact]
    public Task A_limit_of_a_reader_may_stand_beside_it() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.WebUtilities;
        public class ChunkedUploads
        {
            public MultipartReader Open(string boundary, Stream body) => new MultipartReader(boundary, body) { BodyLengthLimit = 20_000_000 };
        }
        """);

    [Fact]
    public Task A_depth_that_nothing_bounds_is_reported() => Verify.Finds("""
        using Newtonsoft.Json;
        public static class Json
        {
            public static readonly JsonSerializerSettings Settings = new() { {|SAFE1004:MaxDepth|} = null, Formatting = Formatting.None };
        }
        """);

    [Fact]
    public Task A_depth_below_the_default_may_stand_where_it_is_used() => Verify.FindsNothing("""
        using System.Text.Json;
        public static class Json
        {
            public static readonly JsonSerializerOptions Options = new() { MaxDepth = 16, PropertyNameCaseInsensitive = true };
        }
        """);

    [Fact]
    public Task A_message_of_any_size_allowed_by_a_hub_is_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.SignalR;
        public class BoardHub(IOptions<HubOptions> options) : Hub
        {
            public Task Grow()
            {
                options.Value.{|SAFE1004:MaximumReceiveMessageSize|} = null;
                return Clients.All.SendAsync("grown");
            }
        }
        """);

    [Fact]
    public Task Attributes_that_limit_an_action_are_in_place() => Verify.FindsNothing("""
        public class BackupController : ControllerBase
        {
            [RequestSizeLimit(5_000_000_000)]
            [RequestFormLimits(MultipartBodyLengthLimit = 5_000_000_000)]
            public IActionResult Restore(IFormFile file) => Ok(file.Length);

            [DisableRequestSizeLimit]
            public IActionResult Stream() => Ok();
        }
        """);

    [Fact]
    public Task Limits_of_the_server_in_Program_are_at_home() => Verify.Program().FindsNothing("""
        using Microsoft.AspNetCore.Hosting;
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        });
        builder.Services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(options => options.MultipartBodyLengthLimit = long.MaxValue);
        builder.Build().Run();
        """);
}
