import * as z from "zod/mini";

export const Trouble = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
export type Trouble = z.infer<typeof Trouble>;
