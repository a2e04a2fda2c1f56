/** The address of an app that is set up in the console: the same, because the path says whose secret counts. */
export { DELETE, GET, OPTIONS, PATCH, POST, PUT } from "../route.ts";
