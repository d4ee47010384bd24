# Recomputes from results of `paidui simulate` how their estimates came out. It shares nothing with the program.
#
#   awk -f forecast.awk -v heads="elder=60 infant=60" -v windows="social=4 tax=4" history.csv day.csv ...
#
# The first file are the days that were learned from, which give the mean service times; every further one is judged. Of the
# tickets that were told a minute or more it counts how many were called within the p90 and within the p50, and how far
# the p50 and people ahead x mean / windows were off, in minutes.

BEGIN {
	FS = ","
	split_pairs(heads, head)
	split_pairs(windows, open)
}

function split_pairs(text, into,    n, i, parts, pair) {
	n = split(text, parts, " ")
	for (i = 1; i <= n; i++) {
		split(parts[i], pair, "=")
		into[pair[1]] = pair[2]
	}
}

# ms gives the milliseconds of 2026-01-05T09:05:00.000Z since some day long ago.
function ms(at,    y, m, d) {
	y = substr(at, 1, 4); m = substr(at, 6, 2); d = substr(at, 9, 2)
	if (m <= 2) { y--; m += 12 }
	d += 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * (m - 3) + 2) / 5)
	return ((d * 24 + substr(at, 12, 2)) * 60 + substr(at, 15, 2)) * 60000 + substr(at, 18, 6) * 1000
}

function judge_day(    i, j, ahead, waited, plain) {
	for (i = 1; i <= rows; i++) {
		if (p50[i] == "" || p50[i] + 0 < 60000 || called[i] == "") continue
		ahead = 0
		for (j = 1; j < i; j++)
			if (service[j] == service[i] && called[j] != "" && called[j] > issued[i] && effective[j] <= effective[i]) ahead++
		waited = called[i] - issued[i]
		plain = ahead * (took[service[i]] / visits[service[i]]) / open[service[i]]
		tickets++; day_tickets++
		if (waited <= p50[i]) under50++
		if (waited <= p90[i]) { under90++; day_under90++ }
		off += waited > p50[i] ? waited - p50[i] : p50[i] - waited
		off_plain += waited > plain ? waited - plain : plain - waited
	}
	if (day_tickets && (worst == "" || 100 * day_under90 / day_tickets < worst)) worst = 100 * day_under90 / day_tickets
	rows = day_tickets = day_under90 = 0
}

function print_file() {
	judge_day()
	printf "%d tickets, p90 %.1f %%, p50 %.1f %%, off %.2f min, plain %.2f min, ratio %.3f, worst day %.1f %%\n",
		tickets, 100 * under90 / tickets, 100 * under50 / tickets, off / tickets / 60000, off_plain / tickets / 60000, off / off_plain, worst
	tickets = under50 = under90 = off = off_plain = 0
	worst = ""
}

FNR == 1 {
	if (++files > 2) print_file()
	next
}

files == 1 {
	if ($9 != "" && $10 != "" && ms($10) > ms($9)) { took[$2] += ms($10) - ms($9); visits[$2]++ }
	next
}

{
	day = substr($4, 1, 10)
	if (rows && day != last_day) judge_day()
	last_day = day
	rows++
	service[rows] = $2
	issued[rows] = ms($4)
	effective[rows] = issued[rows] - head[$3] * 60000
	p50[rows] = $5; p90[rows] = $6
	called[rows] = $7 == "" ? "" : ms($7)
}

END { print_file() }
