# The slugs that SQL refuses with: the third argument of rule.need, the second of rule.refuse, and
# where that is a `case`, each of its words. Reads whole files; calls span lines.
{ sub(/--.*/, ""); text = text $0 "\n" }
END {
	while (match(text, /perform rule\.(need|refuse)\(/)) {
		wanted = substr(text, RSTART, RLENGTH) ~ /need/ ? 3 : 2
		text = substr(text, RSTART + RLENGTH)
		words(argument(wanted))
	}
}
function argument(wanted,    i, c, depth, quoted, nr, arg) {
	nr = 1
	for (i = 1; i <= length(text); i++) {
		c = substr(text, i, 1)
		if (c == "'") quoted = !quoted
		else if (!quoted && c == "(") depth++
		else if (!quoted && c == ")" && depth-- == 0) break
		else if (!quoted && c == "," && depth == 0) { nr++; continue }
		if (nr == wanted) arg = arg c
	}
	if (arg == "") print "unreadable call: " substr(text, 1, 60)
	return arg
}
function words(arg) {
	if (arg ~ /^[ \n\t]*[a-z_]+[ \n\t]*$/ && arg !~ /'/) return   # rule.need hands its own on
	if (arg !~ /^[ \n\t]*case/) { gsub(/[ \n\t']/, "", arg); print arg; return }
	while (match(arg, /(then|else)[ \n\t]+'[a-z_]+'/)) {
		word = substr(arg, RSTART, RLENGTH); gsub(/^[a-z]+[ \n\t]+|'/, "", word); print word
		arg = substr(arg, RSTART + RLENGTH)
	}
}
