import { AwsError } from "#lib/simulator/wire/aws-error.ts";

/** What Auto Scaling, ELB and STS call an input they do not accept. */
export function toValidationError(message: string): AwsError {
  return new AwsError("ValidationError", message);
}

/** The same services on a required member that is not there. */
export function toMissingValue(member: string): AwsError {
  const message = `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`;
  return toValidationError(message);
}

/** What EC2 calls an input it does not accept. */
export function toInvalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterValue", message);
}
