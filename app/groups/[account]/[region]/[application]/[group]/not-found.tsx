import { GroupNotFound } from "#components/group/group-not-found.tsx";

export default function NotFound() {
  return <GroupNotFound />;
}
