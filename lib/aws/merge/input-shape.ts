/** True if nothing but these members is set. */
export function hasOnly(input: object, members: readonly string[]): boolean {
  return Object.entries(input).every(([name, value]) => value === undefined || members.includes(name));
}

type Filter = { readonly Name?: string | undefined; readonly Values?: string[] | undefined };
type SingleFilter = { readonly name: string; readonly values: string[] };

/** The one filter of an input; undefined where there are none or several. */
export function findSingleFilter(filters: readonly Filter[] | undefined): SingleFilter | undefined {
  const [filter, ...others] = filters ?? [];
  if (filter?.Name === undefined || filter.Values === undefined || others.length > 0) return undefined;
  return { name: filter.Name, values: filter.Values };
}
