import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { services } from "#lib/simulator/handlers/services.ts";
import { toRequestHandler } from "#lib/simulator/mount/request-handler.ts";
import { arbitraryValue } from "#lib/simulator/testing/arbitrary-value.ts";
import { makeEcho } from "#lib/simulator/testing/echo.ts";
import { loadSdk } from "#lib/simulator/testing/sdk.ts";

const runs = 25;

describe.each(services)("$signingName over the real SDK client", (service) => {
  it.each(service.operations)(
    "$name carries any input and any output unchanged",
    async ({ name, input, output }) => {
      const echo = makeEcho();
      const { client, toCommand } = await loadSdk(service.signingName, toRequestHandler(echo.respond));
      const given = arbitraryValue(input, "milliseconds");
      const wanted = arbitraryValue(output, "milliseconds");
      await fc.assert(
        fc.asyncProperty(given, wanted, async (sent, expected) => {
          echo.answerWith(expected);
          const { $metadata, ...got } = {
            $metadata: undefined,
            ...(await client.send(toCommand(name, sent))),
          };
          expect(echo.seen.at(-1)).toEqual(sent);
          expect(got).toEqual(expected);
          expect($metadata).toMatchObject({
            httpStatusCode: 200,
            requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          });
        }),
        { numRuns: runs },
      );
    },
  );

  it("is spoken as the SDK client's own configuration says", async () => {
    const { client } = await loadSdk(service.signingName, toRequestHandler(makeEcho().respond));
    const settings = client.config.protocolSettings;
    expect(client.config.defaultSigningName).toBe(service.signingName);
    expect(settings).toMatchObject({
      defaultNamespace: service.namespace,
      errorTypeRegistries: service.errors,
    });
    if (service.protocol === "json") expect(settings).toMatchObject({ serviceTarget: service.target });
    else expect(settings).toMatchObject({ version: service.version, xmlNamespace: service.xmlNamespace });
  });
});
