import { redirect } from "next/navigation";

/** The list of flows is the first page. */
export default function FlowsAddress() {
  redirect("/");
}
