using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations.EntityFrameworkCore;

/// <summary>
/// Reads one call on EF Core's <c>MigrationBuilder</c>. Arguments are found by the parameter's name: positions differ
/// from operation to operation (the second one of RenameIndex is the new name, of DropIndex the table).
/// </summary>
internal sealed class MigrationBuilderCall(IInvocationOperation call, EntityFrameworkCoreTypes types, ValueReader values)
{
    // Kind, action, and whether the object belongs to a table.
    private static readonly ImmutableDictionary<string, (SchemaObjectKind Kind, SchemaAction Action)> Calls =
        new Dictionary<string, (SchemaObjectKind, SchemaAction)>
        {
            ["CreateTable"] = (SchemaObjectKind.Table, SchemaAction.Create),
            ["DropTable"] = (SchemaObjectKind.Table, SchemaAction.Drop),
            ["RenameTable"] = (SchemaObjectKind.Table, SchemaAction.Rename),
            ["AlterTable"] = (SchemaObjectKind.Table, SchemaAction.Alter),
            ["AddColumn"] = (SchemaObjectKind.Column, SchemaAction.Create),
            ["DropColumn"] = (SchemaObjectKind.Column, SchemaAction.Drop),
            ["RenameColumn"] = (SchemaObjectKind.Column, SchemaAction.Rename),
            ["AlterColumn"] = (SchemaObjectKind.Column, SchemaAction.Alter),
            ["CreateIndex"] = (SchemaObjectKind.Index, SchemaAction.Create),
            ["DropIndex"] = (SchemaObjectKind.Index, SchemaAction.Drop),
            ["RenameIndex"] = (SchemaObjectKind.Index, SchemaAction.Rename),
            ["AddPrimaryKey"] = (SchemaObjectKind.PrimaryKey, SchemaAction.Create),
            ["DropPrimaryKey"] = (SchemaObjectKind.PrimaryKey, SchemaAction.Drop),
            ["AddForeignKey"] = (SchemaObjectKind.ForeignKey, SchemaAction.Create),
            ["DropForeignKey"] = (SchemaObjectKind.ForeignKey, SchemaAction.Drop),
            ["AddUniqueConstraint"] = (SchemaObjectKind.UniqueConstraint, SchemaAction.Create),
            ["DropUniqueConstraint"] = (SchemaObjectKind.UniqueConstraint, SchemaAction.Drop),
            ["AddCheckConstraint"] = (SchemaObjectKind.CheckConstraint, SchemaAction.Create),
            ["CreateCheckConstraint"] = (SchemaObjectKind.CheckConstraint, SchemaAction.Create),
            ["DropCheckConstraint"] = (SchemaObjectKind.CheckConstraint, SchemaAction.Drop),
            ["CreateSequence"] = (SchemaObjectKind.Sequence, SchemaAction.Create),
            ["DropSequence"] = (SchemaObjectKind.Sequence, SchemaAction.Drop),
            ["RenameSequence"] = (SchemaObjectKind.Sequence, SchemaAction.Rename),
            ["AlterSequence"] = (SchemaObjectKind.Sequence, SchemaAction.Alter),
            ["RestartSequence"] = (SchemaObjectKind.Sequence, SchemaAction.Restart),
            ["AlterDatabase"] = (SchemaObjectKind.Database, SchemaAction.Alter),
            ["EnsureSchema"] = (SchemaObjectKind.Schema, SchemaAction.Ensure),
            ["DropSchema"] = (SchemaObjectKind.Schema, SchemaAction.Drop),
            ["InsertData"] = (SchemaObjectKind.Rows, SchemaAction.InsertRows),
            ["DeleteData"] = (SchemaObjectKind.Rows, SchemaAction.DeleteRows),
            ["UpdateData"] = (SchemaObjectKind.Rows, SchemaAction.UpdateRows),
            ["Sql"] = (SchemaObjectKind.Sql, SchemaAction.RunSql),
        }.ToImmutableDictionary();

    /// <summary>The operation; null where the call is unknown or an object's name is not certain.</summary>
    public SchemaOperation? Read()
    {
        if (!Calls.TryGetValue(call.TargetMethod.Name, out var kind))
        {
            return null;
        }

        var arguments = Arguments(call);
        var name = Name(arguments, "name");
        var table = Name(arguments, "table");
        var operation = new SchemaOperation
        {
            Action = kind.Action,
            Kind = kind.Kind,
            Name = name ?? default,
            Table = table,
            Schema = Name(arguments, "schema"),
            NewName = Name(arguments, "newName"),
            NewSchema = Name(arguments, "newSchema"),
            PrincipalTable = Name(arguments, "principalTable"),
            PrincipalSchema = Name(arguments, "principalSchema"),
            Columns = kind.Kind == SchemaObjectKind.Rows ? ImmutableArray<SchemaName>.Empty : Columns(arguments),
            Arguments = arguments,
            ClrType = TypeArgument(call),
            ClrTypeImports = TypeImports(call),
            Sql = kind.Kind == SchemaObjectKind.Sql && arguments.TryGetValue("sql", out var sql) ? sql.Text : null,
            Syntax = call.Syntax,
            Site = call.Syntax,
            Location = Location.None,
            Call = call.TargetMethod.Name,
        };

        var isNamed = kind.Kind switch
        {
            SchemaObjectKind.Database or SchemaObjectKind.Sql => true,
            SchemaObjectKind.Rows => table is not null,
            _ => name is not null,
        };
        if (!isNamed || IsGivenButUnknown(arguments))
        {
            return null;
        }

        return kind is (SchemaObjectKind.Table, SchemaAction.Create) ? operation with { Parts = Parts(operation) } : operation;
    }

    // A name that is there and cannot be read could be anything.
    private static bool IsGivenButUnknown(ImmutableDictionary<string, SchemaValue> arguments)
    {
        foreach (var name in new[] { "name", "table", "schema", "newName", "newSchema", "principalTable", "principalSchema" })
        {
            if (arguments.TryGetValue(name, out var value) && !value.IsNull && value.Key is null)
            {
                return true;
            }
        }

        return false;
    }

    private static SchemaName? Name(ImmutableDictionary<string, SchemaValue> arguments, string parameter) =>
        arguments.TryGetValue(parameter, out var value) ? SchemaName.Of(value) : null;

    private static ImmutableArray<SchemaName> Columns(ImmutableDictionary<string, SchemaValue> arguments) =>
        Name(arguments, "column") is { } column ? ImmutableArray.Create(column)
        : arguments.TryGetValue("columns", out var columns) && columns.Kind == SchemaValueKind.List
            ? columns.Items.Select(static item => SchemaName.Of(item)).Where(static item => item is not null).Select(static item => item!.Value).ToImmutableArray()
            : ImmutableArray<SchemaName>.Empty;

    private ImmutableDictionary<string, SchemaValue> Arguments(IInvocationOperation invocation)
    {
        var read = ImmutableDictionary.CreateBuilder<string, SchemaValue>();
        foreach (var argument in invocation.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.DefaultValue && argument.Parameter is { } parameter && Lambda(argument.Value) is null)
            {
                read[parameter.Name] = values.Read(argument.Value);
            }
        }

        return read.ToImmutable();
    }

    private static string? TypeArgument(IInvocationOperation invocation)
    {
        if (invocation.TargetMethod.TypeArguments is not [var type] || type.IsAnonymousType)
        {
            return null;
        }

        var called = (invocation.Syntax as InvocationExpressionSyntax)?.Expression;
        var name = called is MemberAccessExpressionSyntax access ? access.Name : called;
        return name is GenericNameSyntax { TypeArgumentList.Arguments: [var written] } ? written.ToString() : type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
    }

    private static ImmutableArray<TypeReference> TypeImports(IInvocationOperation invocation)
    {
        var named = ImmutableArray.CreateBuilder<TypeReference>();
        return invocation.TargetMethod.TypeArguments is [{ IsAnonymousType: false } type] && TypeReferences.Add(named, type)
            ? named.ToImmutable()
            : ImmutableArray<TypeReference>.Empty;
    }

    private ImmutableArray<SchemaOperation> Parts(SchemaOperation table)
    {
        var parts = ImmutableArray.CreateBuilder<SchemaOperation>();
        var columns = new Dictionary<string, SchemaName>();
        if (Lambda(Value("columns"))?.Body.Descendants().OfType<IAnonymousObjectCreationOperation>().FirstOrDefault() is { } declared)
        {
            foreach (var initializer in declared.Initializers)
            {
                if (initializer is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var property }, Value: var value }
                    && Column(value, table, property) is { } column)
                {
                    columns[property] = column.Name;
                    parts.Add(column);
                }
            }
        }

        if (Lambda(Value("constraints")) is { } constraints)
        {
            foreach (var statement in constraints.Body.Operations)
            {
                if (Constraint(statement, table, columns) is { } constraint)
                {
                    parts.Add(constraint);
                }
            }
        }

        return parts.ToImmutable();
    }

    private SchemaOperation? Column(IOperation value, SchemaOperation table, string property)
    {
        var (invocation, annotations) = Annotated(value);
        if (invocation is null || !types.IsColumnsBuilder(invocation.TargetMethod.ContainingType))
        {
            return null;
        }

        var arguments = Arguments(invocation);
        return table with
        {
            Kind = SchemaObjectKind.Column,
            Name = Name(arguments, "name") ?? SchemaName.OfText(property),
            Table = table.Name,
            Arguments = arguments,
            Annotations = annotations,
            ClrType = TypeArgument(invocation),
            ClrTypeImports = TypeImports(invocation),
            Syntax = invocation.Syntax,
            Call = "Column",
        };
    }

    private SchemaOperation? Constraint(IOperation statement, SchemaOperation table, Dictionary<string, SchemaName> columns)
    {
        var (invocation, annotations) = Annotated(statement is IExpressionStatementOperation expression ? expression.Operation : statement);
        var kind = invocation?.TargetMethod.Name switch
        {
            "PrimaryKey" => SchemaObjectKind.PrimaryKey,
            "ForeignKey" => SchemaObjectKind.ForeignKey,
            "UniqueConstraint" => SchemaObjectKind.UniqueConstraint,
            "CheckConstraint" => SchemaObjectKind.CheckConstraint,
            _ => (SchemaObjectKind?)null,
        };
        if (kind is null)
        {
            return null;
        }

        var arguments = Arguments(invocation!);
        return Name(arguments, "name") is not { } name ? null : table with
        {
            Kind = kind.Value,
            Name = name,
            Table = table.Name,
            Arguments = arguments,
            Annotations = annotations,
            Columns = ColumnsOf(invocation!, columns),
            PrincipalTable = Name(arguments, "principalTable"),
            PrincipalSchema = Name(arguments, "principalSchema"),
            Syntax = invocation!.Syntax,
            Call = invocation.TargetMethod.Name,
        };
    }

    // x => x.Id, or x => new { x.Year, x.Number }
    private static ImmutableArray<SchemaName> ColumnsOf(IInvocationOperation invocation, Dictionary<string, SchemaName> columns) =>
        invocation.Arguments.Select(static argument => Lambda(argument.Value)).FirstOrDefault(static lambda => lambda is not null) is { } lambda
            ? lambda.Body.Descendants().OfType<IPropertyReferenceOperation>()
                .Where(static reference => reference.Instance is IParameterReferenceOperation)
                .Select(reference => columns.TryGetValue(reference.Property.Name, out var column) ? column : (SchemaName?)null)
                .Where(static column => column is not null)
                .Select(static column => column!.Value)
                .ToImmutableArray()
            : ImmutableArray<SchemaName>.Empty;

    // table.Column<int>(…).Annotation("…", …).Annotation("…", …)
    private (IInvocationOperation? Call, ImmutableArray<(string, SchemaValue)> Annotations) Annotated(IOperation operation)
    {
        var annotations = new List<(string, SchemaValue)>();
        var current = operation is IConversionOperation conversion ? conversion.Operand : operation;
        while (current is IInvocationOperation { TargetMethod.Name: "Annotation", Instance: { } instance } annotation)
        {
            var arguments = Arguments(annotation);
            if (arguments.TryGetValue("name", out var name) && name.Text is { } text && arguments.TryGetValue("value", out var value))
            {
                annotations.Insert(0, (text, value));
            }

            current = instance;
        }

        return (current as IInvocationOperation, annotations.ToImmutableArray());
    }

    private IOperation? Value(string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;

    private static IAnonymousFunctionOperation? Lambda(IOperation? operation) => operation switch
    {
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => lambda,
        IAnonymousFunctionOperation lambda => lambda,
        IConversionOperation { Operand: var operand } => Lambda(operand),
        _ => null,
    };
}
