import { STSClient } from "@aws-sdk/client-sts";

/** The region of the environment or the AWS profile, as the SDK finds it; undefined where none is set. */
export async function loadRegion(profile?: string): Promise<string | undefined> {
  try {
    return await new STSClient(profile === undefined ? {} : { profile }).config.region();
  } catch (cause) {
    if (cause instanceof Error && /region is missing/i.test(cause.message)) return undefined;
    throw cause;
  }
}
