export type Refusal = { readonly code: string; readonly message: string };
/** Why a question is not answered, with the HTTP status that says so. */
export type Refused = { readonly ok: false; readonly status: number; readonly error: Refusal };

export function refuse(status: number, code: string, message: string): Refused {
  return { ok: false, status, error: { code, message } };
}
