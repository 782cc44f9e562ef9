/** The data folder cannot be used: in use, damaged, or made by a newer version. The message is one sentence with its remedy. */
export class DataFolderRefused extends Error {
  override readonly name = "DataFolderRefused";
}
