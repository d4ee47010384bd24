/** A video of the pages stands for its URL. */
declare module "*.webm" {
  const url: string;
  export default url;
}
declare module "*.mp4" {
  const url: string;
  export default url;
}
