/** The URL of every clip by its name; the server makes this module of the pack that it serves. */
declare module "clips" {
  const urls: Record<string, string | undefined>;
  export default urls;
}
