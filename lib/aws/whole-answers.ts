import { type HttpHandlerOptions, type HttpRequest, HttpResponse } from "@smithy/core/protocols";
import type { RequestHandler } from "@smithy/types";

export type AnswerHandler = Pick<
  RequestHandler<HttpRequest, HttpResponse, HttpHandlerOptions>,
  "handle" | "metadata"
>;

const mostMegabytes = 16;
const mostBytes = mostMegabytes * 1_000_000;

/** No answer of AWS's is nearly as long, and parsing a longer one would hold up everybody else. */
export class AnswerTooLarge extends Error {
  override readonly name = "AnswerTooLarge";
  constructor() {
    super(`The answer is longer than ${mostMegabytes} MB, which is the limit: it was not read to its end.`);
  }
}

/** The same handler, with each body read to its end, and counted on the way. The SDK itself reads bodies of any length. */
export function readWhole(handler: AnswerHandler): AnswerHandler {
  return {
    ...(handler.metadata !== undefined && { metadata: handler.metadata }),
    async handle(request, options) {
      const { response } = await handler.handle(request, options);
      const body = await collect(response);
      return { response: new HttpResponse({ ...response, body }) };
    },
  };
}

async function collect({ body, headers }: HttpResponse): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const stream = toStream(body);
  if (Number(headers["content-length"]) > mostBytes) {
    stream.destroy();
    throw new AnswerTooLarge();
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop destroys the stream, and with it the connection.
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new AnswerTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

type ByteStream = AsyncIterable<Uint8Array> & { destroy(): void };

/** Holds because handlers for Node give a stream where they do not give bytes; the SDK types bodies as any. */
function toStream(body: unknown): ByteStream {
  return body as ByteStream;
}
