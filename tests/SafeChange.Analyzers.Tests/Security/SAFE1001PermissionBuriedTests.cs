using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public class SAFE1001PermissionBuriedTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task A_container_made_public_by_an_uploader_is_reported() => Verify.Finds("""
        using Azure.Storage.Blobs;
        using Azure.Storage.Blobs.Models;
        public class ProductImageUploader(BlobServiceClient blobs)
        {
            public async Task<Uri> UploadAsync(string name, Stream image)
            {
                var container = blobs.GetBlobContainerClient("products");
                await container.CreateIfNotExistsAsync(PublicAccessType.{|SAFE1001:Blob|});
                await container.UploadBlobAsync(name, image);
                return container.GetBlobClient(name).Uri;
            }
        }
        """);

    [Fact]
    public Task A_private_container_is_left_alone() => Verify.FindsNothing("""
        using Azure.Storage.Blobs;
        using Azure.Storage.Blobs.Models;
        public class ProductImageUploader(BlobServiceClient blobs)
        {
            public Task PrepareAsync() => blobs.GetBlobContainerClient("products").CreateIfNotExistsAsync(PublicAccessType.None);
        }
        """);

    [Fact]
    public Task An_object_that_everybody_may_read_is_reported_once() => Verify.Finds("""
        using Amazon.S3;
        using Amazon.S3.Model;
        public class AvatarStore(IAmazonS3 s3)
        {
            public Task SaveAsync(string key, Stream content) => s3.PutObjectAsync(new PutObjectRequest
            {
                BucketName = "avatars",
                Key = key,
                InputStream = content,
                {|SAFE1001:CannedACL|} = S3CannedACL.PublicRead,
            });
        }
        """);

    [Fact]
    public Task An_object_that_is_public_on_one_branch_only_is_a_suggestion() => Verify.Finds("""
        using Amazon.S3;
        using Amazon.S3.Model;
        public class AvatarStore(IAmazonS3 s3)
        {
            public Task SaveAsync(string key, Stream content, bool isPublic) => s3.PutObjectAsync(new PutObjectRequest
            {
                BucketName = "avatars",
                Key = key,
                InputStream = content,
                {|SAFE1001 info:CannedACL|} = isPublic ? S3CannedACL.PublicRead : S3CannedACL.Private,
            });
        }
        """);

    [Fact]
    public Task A_private_object_is_left_alone() => Verify.FindsNothing("""
        using Amazon.S3;
        using Amazon.S3.Model;
        public class InvoiceStore(IAmazonS3 s3)
        {
            public Task SaveAsync(string key, Stream content) => s3.PutObjectAsync(new PutObjectRequest
            {
                BucketName = "invoices",
                Key = key,
                InputStream = content,
                CannedACL = S3CannedACL.Private,
            });
        }
        """);

    [Fact]
    public Task A_policy_that_lets_everybody_in_is_reported_where_a_service_builds_it() => Verify.Finds("""
        public class ReportAccess(IAuthorizationService access)
        {
            public async Task<bool> MayReadAsync(System.Security.Claims.ClaimsPrincipal user, object report)
            {
                var policy = new AuthorizationPolicyBuilder().{|SAFE1001:RequireAssertion|}(_ => true).Build();
                return (await access.AuthorizeAsync(user, report, policy)).Succeeded;
            }
        }
        """);

    [Fact]
    public Task A_policy_that_asks_for_a_role_is_a_suggestion_where_a_service_builds_it() => Verify.Finds("""
        public class ReportAccess(IAuthorizationService access)
        {
            public async Task<bool> MayReadAsync(System.Security.Claims.ClaimsPrincipal user, object report)
            {
                var policy = new AuthorizationPolicyBuilder().{|SAFE1001 info:RequireRole|}("Accounting").Build();
                return (await access.AuthorizeAsync(user, report, policy)).Succeeded;
            }
        }
        """);

    [Fact]
    public Task The_fallback_policy_removed_by_a_hosted_service_is_reported() => Verify.Finds("""
        public class WarmUp(IOptions<AuthorizationOptions> options) : IHostedService
        {
            public Task StartAsync(CancellationToken ct)
            {
                options.Value.{|SAFE1001:FallbackPolicy|} = null;
                return Task.CompletedTask;
            }
            public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task A_global_filter_that_allows_anybody_is_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.Mvc.ApplicationModels;
        using Microsoft.AspNetCore.Mvc.Authorization;
        public class HealthConvention : IControllerModelConvention
        {
            public void Apply(ControllerModel controller)
            {
                if (controller.ControllerName.StartsWith("Health"))
                {
                    controller.Filters.Add(new {|SAFE1001:AllowAnonymousFilter|}());
                }
            }
        }
        """);

    [Fact]
    public Task A_dashboard_without_any_filter_is_reported() => Verify.Finds("""
        using Hangfire;
        public class BackgroundPages
        {
            public DashboardOptions Options { get; } = new DashboardOptions { {|SAFE1001:Authorization|} = [] };
        }
        """);

    [Fact]
    public Task A_file_that_every_user_of_the_machine_may_write_is_reported_once() => Verify.Finds("""
        public class SocketFiles
        {
            public void Publish(string path)
            {
                if (!OperatingSystem.IsWindows())
                {
                    File.{|SAFE1001:SetUnixFileMode|}(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
                }
            }
        }
        """);

    [Fact]
    public Task A_file_for_its_owner_alone_may_be_made_where_it_is_used() => Verify.FindsNothing("""
        public class KeyFiles
        {
            public void Write(string path, string text)
            {
                File.WriteAllText(path, text);
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                }
            }
        }
        """);

    [Fact]
    public Task A_download_link_for_all_rights_is_reported() => Verify.Finds("""
        using Azure.Storage.Blobs;
        using Azure.Storage.Sas;
        public class DownloadLinks
        {
            public Uri For(BlobClient blob)
            {
                var link = new BlobSasBuilder { BlobName = blob.Name, Resource = "b", ExpiresOn = DateTimeOffset.UtcNow.AddMinutes(10) };
                link.{|SAFE1001:SetPermissions|}(BlobSasPermissions.All);
                return blob.GenerateSasUri(link);
            }
        }
        """);

    [Fact]
    public Task A_short_link_to_read_may_be_made_where_it_is_used() => Verify.FindsNothing("""
        using Azure.Storage.Blobs;
        using Azure.Storage.Sas;
        public class DownloadLinks
        {
            public Uri For(BlobClient blob)
            {
                var link = new BlobSasBuilder { BlobName = blob.Name, Resource = "b", ExpiresOn = DateTimeOffset.UtcNow.AddMinutes(10) };
                link.SetPermissions(BlobSasPermissions.Read);
                return blob.GenerateSasUri(link);
            }
        }
        """);

    [Fact]
    public Task Policies_added_where_the_application_is_composed_are_at_home() => Verify.Program().FindsNothing("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAuthorization(options =>
        {
            options.FallbackPolicy = null;
            options.AddPolicy("Everybody", policy => policy.RequireAssertion(_ => true));
        });
        var app = builder.Build();
        app.UseAuthorization();
        app.MapGet("/", () => "hello").AllowAnonymous();
        app.Run();
        """);

    [Fact]
    public Task Attributes_on_controllers_and_actions_are_in_place() => Verify.FindsNothing("""
        [Authorize(Roles = "Admin")]
        [ApiController]
        public class AccountsController : ControllerBase
        {
            [AllowAnonymous]
            [HttpPost("login")]
            public IActionResult Login(string name) => Ok(name);

            [Authorize(Policy = "Closing")]
            public IActionResult Close() => NoContent();
        }
        """);
}
