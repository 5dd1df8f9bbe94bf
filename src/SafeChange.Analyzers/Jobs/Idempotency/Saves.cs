using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>Calls with which changes become lasting.</summary>
internal static class Saves
{
    public static bool IsSave(IInvocationOperation call, Frame frame)
    {
        var name = QueryNames.Plain(call.TargetMethod.Name);
        switch (name)
        {
            case "SaveChanges" or "ExecuteUpdate" or "ExecuteDelete" or "WriteState" or "InsertOne" or "InsertMany" or "ReplaceOne" or "UpdateOne" or "UpdateMany" or "BulkWrite"
                or "BulkSaveChanges" or "BulkInsert" or "BulkUpdate":
                return true;
            case "Execute" or "ExecuteNonQuery" or "ExecuteSql" or "ExecuteSqlRaw" or "ExecuteSqlInterpolated" or "ExecuteScalar":
                return !QueryNames.IsPlatform(call.TargetMethod.ContainingType) || name != "Execute";
        }

        if (!QueryNames.IsStore(name) || call.TargetMethod.ContainingType is not { } type || Queries.IsStoredSet(type) || EfNames.IsContext(type) || QueryNames.IsPlatform(type))
        {
            return false;
        }

        // Something without source that says so: a repository, a unit of work. With source its own body is read.
        return !frame.LeadsToSource(call);
    }

    public static bool IsAdd(IInvocationOperation call) => QueryNames.IsAdd(call.TargetMethod.Name) && !QueryNames.Plain(call.TargetMethod.Name).StartsWith("SaveChanges", System.StringComparison.Ordinal);
}
