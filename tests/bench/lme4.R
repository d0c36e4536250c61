# SPDX-License-Identifier: GPL-3.0-or-later
#
# Processor seconds of lme4's fit, its fast setting. Rscript lme4.R FILE FORMULA REPEATS: "seconds criterion"
suppressPackageStartupMessages(library(lme4))
a <- commandArgs(TRUE)
d <- read.csv(a[1])
for (v in intersect(names(d), c("teacher", "school", "rater", "s", "d", "dept"))) d[[v]] <- factor(d[[v]])
seconds <- numeric(0)
for (i in seq_len(as.integer(a[3]))) {
	start <- proc.time()
	m <- suppressWarnings(suppressMessages(lmer(as.formula(a[2]), d, control = lmerControl(calc.derivs = FALSE))))
	seconds <- c(seconds, sum((proc.time() - start)[1:2]))
}
cat(sprintf("%.6f %.10f\n", median(seconds), REMLcrit(m)))
