using System.Collections.Frozen;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace FlagDashboard.Tests.Architecture;

/// <summary>Finds what a method's code names: every token in its instructions.</summary>
internal static class IlTokens
{
    private static readonly FrozenDictionary<short, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToFrozenDictionary(code => code.Value, code => code.OperandType);

    public static IEnumerable<EntityHandle> In(MethodBodyBlock body)
    {
        var code = body.GetILReader();
        var tokens = new List<EntityHandle>();
        while (code.RemainingBytes > 0)
        {
            var first = code.ReadByte();
            var operand = Operands[first == 0xFE ? (short)(0xFE00 | code.ReadByte()) : first];
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType
                or OperandType.InlineSig)
                tokens.Add(MetadataTokens.EntityHandle(code.ReadInt32()));
            else
                Skip(ref code, operand == OperandType.InlineSwitch ? 4 * code.ReadInt32() : SizeOf(operand));
        }

        return tokens;
    }

    private static void Skip(ref BlobReader code, int bytes) => code.Offset += bytes;

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
