# Runs the examples of a Markdown file, in blocks of `r`, and compares what they print with the lines that begin with `#>`.
# Argument: the file. Prints the number of comparisons.
path <- normalizePath(commandArgs(trailingOnly = TRUE)[[1]])
lines <- readLines(path, encoding = "UTF-8")
options(width = 120, digits = 4, cli.num_colors = 1L)
setwd(tempdir())

# Runs statements as the console does, and returns what they print.
printed <- function(code) {
  capture.output(for (statement in parse(text = code, keep.source = FALSE)) {
    result <- withVisible(eval(statement, globalenv()))
    if (result$visible) print(result$value)
  })
}

count <- 0
code <- expected <- character()
check <- function() {
  found <- trimws(printed(code), "right")
  if (!identical(found, expected)) {
    message(paste(c("after:", code, "expected:", expected, "found:", paste("#>", found)), collapse = "\n"))
    quit(status = 1)
  }
  count <<- count + (length(expected) > 0)
  code <<- expected <<- character()
}
inside <- FALSE
for (line in lines) {
  if (line %in% c("```r", "```")) {
    inside <- line == "```r"
  } else if (inside && startsWith(line, "#>")) {
    expected <- c(expected, trimws(sub("^#> ?", "", line), "right"))
  } else if (inside) {
    if (length(expected) > 0) check()
    code <- c(code, line)
  }
}
check()
cat(count, "\n")
