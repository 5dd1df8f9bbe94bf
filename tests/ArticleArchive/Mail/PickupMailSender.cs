using System.Net.Mail;

namespace ArticleArchive.Mail;

/// <summary>Writes mail to a folder from which the mail relay picks it up; without a relay, it just stays there.</summary>
public sealed class PickupMailSender(ArchiveStorage storage) : IMailSender
{
    public async Task SendAsync(string to, string subject, string body, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient
        {
            DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory,
            PickupDirectoryLocation = storage.MailPickup,
        };
        using var message = new MailMessage("archive@harbour-gazette.example", to, subject, body);
        await client.SendMailAsync(message, cancellationToken);
    }
}
