using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public class SAFE1011CryptographyBuriedTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task A_hash_of_passwords_with_few_iterations_is_reported() => Verify.Finds("""
        public class PasswordManager
        {
            public byte[] Hash(string password, byte[] salt)
            {
                using var bytes = new {|SAFE1011:Rfc2898DeriveBytes|}(password, salt, 0x3e8, HashAlgorithmName.SHA256);
                return bytes.GetBytes(0x20);
            }
        }
        """);

    [Fact]
    public Task The_number_of_iterations_is_found_by_its_parameter() => Verify.Finds("""
        public class PasswordManager
        {
            private const int OutputLength = 32;
            public byte[] Weak(string password, byte[] salt) =>
                Rfc2898DeriveBytes.{|SAFE1011:Pbkdf2|}(password, salt, hashAlgorithm: HashAlgorithmName.SHA256, outputLength: OutputLength, iterations: 5000);
        }
        """);

    [Fact]
    public Task Enough_iterations_are_a_suggestion() => Verify.Finds("""
        using Microsoft.AspNetCore.Cryptography.KeyDerivation;
        public class PasswordManager
        {
            public byte[] Hash(string password, byte[] salt) => KeyDerivation.{|SAFE1011 info:Pbkdf2|}(password, salt, KeyDerivationPrf.HMACSHA512, 210_000, 32);
        }
        """);

    [Fact]
    public Task Blocks_encrypted_one_by_one_are_reported_once() => Verify.Finds("""
        public class VoucherCodes
        {
            public byte[] Encrypt(byte[] key, byte[] text)
            {
                using var aes = Aes.Create();
                aes.Key = key;
                aes.{|SAFE1011:Mode|} = CipherMode.ECB;
                return aes.CreateEncryptor().TransformFinalBlock(text, 0, text.Length);
            }
        }
        """);

    [Fact]
    public Task The_usual_mode_may_stand_beside_the_cipher() => Verify.FindsNothing("""
        public class VoucherCodes
        {
            public Aes Cipher(byte[] key)
            {
                var aes = Aes.Create();
                aes.Key = key;
                aes.GenerateIV();
                aes.Mode = CipherMode.CBC;
                aes.Padding = PaddingMode.PKCS7;
                return aes;
            }
        }
        """);

    [Theory]
    [InlineData("DES")]
    [InlineData("TripleDES")]
    [InlineData("RC2")]
    public Task A_broken_cipher_is_reported(string name) => Verify.Finds($$"""
        public class TerminalProtocol
        {
            public SymmetricAlgorithm Cipher() => {{name}}.{|SAFE1011:Create|}();
        }
        """);

    [Fact]
    public Task A_short_key_is_reported() => Verify.Finds("""
        public class LicenceKeys
        {
            public RSA Create() => RSA.{|SAFE1011:Create|}(1024);
        }
        """);

    [Fact]
    public Task A_long_key_may_be_made_where_it_is_used() => Verify.FindsNothing("""
        public class LicenceKeys
        {
            public RSA Create() => RSA.Create(4096);
            public RSA Imported(string pem) { var rsa = RSA.Create(); rsa.ImportFromPem(pem); return rsa; }
        }
        """);

    [Fact]
    public Task A_padding_and_a_hash_of_the_past_are_reported() => Verify.Finds("""
        public class PartnerProtocol
        {
            public byte[] Encrypt(RSA rsa, byte[] data) => rsa.Encrypt(data, RSAEncryptionPadding.{|SAFE1011:Pkcs1|});
            public byte[] Sign(RSA rsa, byte[] data) => rsa.SignData(data, HashAlgorithmName.{|SAFE1011:SHA1|}, RSASignaturePadding.Pss);
        }
        """);

    [Fact]
    public Task Checksums_are_no_decision_about_security() => Verify.FindsNothing("""
        public class FileIndex
        {
            public string ETag(Stream file) { using var md5 = MD5.Create(); return Convert.ToHexString(md5.ComputeHash(file)); }
            public string GitId(byte[] blob) { using var sha1 = SHA1.Create(); return Convert.ToHexString(sha1.ComputeHash(blob)); }
            public byte[] Hash(byte[] data) => SHA256.HashData(data);
        }
        """);

    [Fact]
    public Task A_class_that_hashes_passwords_by_name_is_at_home() => Verify.FindsNothing("""
        public class MemberPasswordHasher
        {
            public byte[] Hash(string password, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(password, salt, 10_000, HashAlgorithmName.SHA256, 32);
        }
        """);

    [Fact]
    public Task A_switch_that_lets_old_signatures_in_is_reported() => Verify.Finds("""
        public class InvoiceArchive
        {
            public void Open() => AppContext.SetSwitch({|SAFE1011:"Switch.System.Security.Cryptography.Xml.UseInsecureHashAlgorithms"|}, true);
        }
        """);

    [Fact]
    public Task Keys_that_live_as_long_as_the_process_are_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.DataProtection;
        using Microsoft.AspNetCore.DataProtection.KeyManagement;
        public class Links(IOptions<KeyManagementOptions> keys)
        {
            public void Freeze() => keys.Value.{|SAFE1011:NewKeyLifetime|} = TimeSpan.FromDays(3650);
        }
        """);
}
