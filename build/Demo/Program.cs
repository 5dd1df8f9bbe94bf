using System;
using System.Globalization;
using System.IO;
using System.Text;
using SafeChange.Demo;

// A terminal's language must not decide how numbers are printed, nor its code page how a line is drawn.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

try
{
    switch (args)
    {
        case ["findings", var sarif, var package, var automaticList]:
            FindingReport.Found(Finding.ReadAll(sarif), PackagedFixes.Load(package), automaticList, sarif);
            break;
        case ["changes", var sample, var copy, var found, var left, var diff]:
            ChangeReport.Show(sample, copy, Finding.ReadAll(found), Finding.ReadAll(left), diff);
            break;
        case ["round-trip", var work, var sample, var copy, var found, var left]:
            RoundTripReport.Show(work, sample, copy, Finding.ReadAll(found), Finding.ReadAll(left));
            break;
        case ["left", var copy, var found, var left, var package]:
            FindingReport.Left(Finding.ReadAll(found), Finding.ReadAll(left), PackagedFixes.Load(package), copy, left);
            break;
        default:
            throw new DemoException("called with arguments that it does not know; build/Demo.proj and build/Demo/Program.cs disagree");
    }

    return 0;
}
catch (Exception exception) when (exception is DemoException or IOException)
{
    // One line, which build/Demo.proj takes for an error.
    Console.Error.WriteLine($"demo failed: {exception.Message.ReplaceLineEndings(" ")}");
    return 1;
}
