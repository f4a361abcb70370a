import * as z from "zod";
import type { Operation } from "#lib/aws/operation.ts";
import type { Fact } from "#lib/domain/fact.ts";
import { toInstant } from "#lib/domain/time.ts";
import type { Reader } from "#lib/sources/source.ts";

/** A time as the SDK gives it. */
export const AwsTime = z.date().transform((date) => toInstant(date.getTime()));

/** What AWS may leave out. */
export const maybe = {
  text: z.string().optional(),
  number: z.number().optional(),
  flag: z.boolean().optional(),
  time: AwsTime.optional(),
} as const;

const Tag = z.object({ Key: z.string(), Value: maybe.text });

/** Tags as a record. Sorted, because AWS's order may change while the tags do not. */
export const AwsTags = z
  .array(Tag)
  .optional()
  .transform((tags = []): Record<string, string> => {
    const pairs = tags.map(({ Key, Value = "" }) => [Key, Value] as const);
    return Object.fromEntries(pairs.sort(([left], [right]) => (left < right ? -1 : 1)));
  });

/** A list whose order AWS does not promise, sorted. */
export const AwsNames = z
  .array(z.string())
  .optional()
  .transform((names = []) => [...names].sort());

type ParseRows<Row> = (reader: Pick<Reader, "drop" | "fail">, rows: unknown) => readonly Row[];

/**
 * Parses rows of AWS's as our type. A row that does not fit is dropped with the reason; the others stand. `member`: of
 * the output, for messages. `about`: which entity a row is about that does not fit: then it costs itself alone.
 */
export function makeParser<Row>(
  { id }: Operation<never, unknown>,
  member: string,
  schema: z.ZodType<Row>,
  about?: z.ZodType<Pick<Fact, "kind" | "entity">>,
): ParseRows<Row> {
  return (reader, rows) => {
    if (rows === undefined || rows === null) return [];
    if (!Array.isArray(rows)) {
      const message = `${member} should be a list and is a ${typeof rows}.`;
      reader.fail({ kind: "bad-response", operation: id, code: "UnexpectedShape", message });
      return [];
    }
    return rows.flatMap((row: unknown, index) => {
      const parsed = schema.safeParse(row);
      if (parsed.success) return [parsed.data];
      reader.drop(`${id} ${member}[${index}]: ${toReason(parsed.error)}`, about?.safeParse(row).data);
      return [];
    });
  };
}

function toReason(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join(".") || "row"}: ${message}`).join("; ");
}
