import { STSClient } from "@aws-sdk/client-sts";

/** The region of the environment or the AWS profile, as the SDK finds it; undefined where none is set. */
export async function loadRegion(): Promise<string | undefined> {
  try {
    return await new STSClient({}).config.region();
  } catch (cause) {
    if (cause instanceof Error && /region is missing/i.test(cause.message)) return undefined;
    throw cause;
  }
}
