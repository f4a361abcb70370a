import { internalError } from "#lib/rules/deployment/internal-error.ts";
import { describeErrorCode } from "#lib/testing/describe-error-code.ts";

describeErrorCode(internalError, { codes: [["INTERNAL_ERROR", "the error is its own"]] });
