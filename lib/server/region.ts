import { STSClient } from "@aws-sdk/client-sts";

/**
 * The region of the environment or the AWS profile, as the SDK finds it, even where it is the name of none; undefined
 * where none is set.
 */
export async function loadRegion(profile?: string): Promise<string | undefined> {
  try {
    return await new STSClient(profile === undefined ? {} : { profile }).config.region();
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    if (/region is missing/i.test(cause.message)) return undefined;
    const [, refused] = /^Region not accepted: region="(.*)" is not/.exec(cause.message) ?? [];
    if (refused === undefined) throw cause;
    return refused;
  }
}
