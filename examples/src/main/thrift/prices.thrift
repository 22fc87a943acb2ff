/*
 * The service of the package dev.baton.examples.rpc. Its Java is checked in, so that a build needs
 * no Thrift compiler; "generate" writes it anew.
 */
namespace java dev.baton.examples.rpc.generated

exception NoSuchArticle {
  1: string article
}

service Prices {
  /* In cents. */
  i64 find(1: string article) throws (1: NoSuchArticle missing)

  /* Nobody answers. */
  oneway void viewed(1: string article)
}
