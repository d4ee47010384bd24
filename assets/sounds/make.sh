#!/usr/bin/env bash
# Makes the pack of clips in the folder zh from the words in words.txt. It needs Debian's espeak-ng (1.51) and sox:
#
#	apt-get install espeak-ng sox
#
# With names, such as "make.sh yao dian", it makes those clips alone, else all of them anew. It stops at a word that the
# voice would read otherwise than words.txt wants it.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")"

loudness=-20    # dB RMS of a clip
chime_under=3.5 # dB that the chime is softer than words

for tool in espeak-ng sox; do
	command -v "$tool" >/dev/null || { echo "make.sh: $tool is missing: apt-get install espeak-ng sox" >&2; exit 1; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The voice's own range of pitch is so narrow that the tones of Chinese are hardly heard. A variant is looked for in the
# data's folder, so a copy of that is used which is made of links.
data=$(espeak-ng --version | sed 's/.*Data at: *//')
cp -rs "$data" "$work/espeak-ng-data"
printf 'language variant\nname hall\npitch 90 230\n' >"$work/espeak-ng-data/voices/!v/hall"
espeak() { espeak-ng --path="$work" "$@"; }

fail() {
	echo "make.sh: $*" >&2
	exit 1
}

# checked stops unless the voice reads the words in its own language and, where they are pinyin, with the tones written.
# The third tone is 214 or 21, and 35 before another third one; the fifth has many pitches.
checked() {
	local clip=$1 voice=$2 words=$3 phonemes i
	phonemes=$(espeak -q -x -v "$voice" "$words")
	[[ -n $phonemes && $phonemes != *\(* ]] || fail "$clip: read in another language: $phonemes"
	printf '%-24s %-20s %s\n' "$clip" "$words" "$phonemes"
	[ "$voice" = cmn-latn-pinyin ] || return 0
	local tones pitches
	mapfile -t tones < <(grep -oE '[1-5]' <<<"$words")
	mapfile -t pitches < <(grep -oE '[1-5]+' <<<"$phonemes")
	[ ${#tones[@]} = ${#pitches[@]} ] || fail "$clip: ${#tones[@]} syllables read as ${#pitches[@]}: $phonemes"
	for i in "${!tones[@]}"; do
		case ${tones[i]}:${pitches[i]}:${tones[i + 1]:-} in
		1:55:* | 2:35:* | 3:214:* | 3:21:* | 3:35:3 | 4:51:* | 4:53:* | 5:[1-4][1-4]:*) ;;
		*) fail "$clip: syllable $((i + 1)) of $words has the pitch ${pitches[i]}: $phonemes" ;;
		esac
	done
}

# finished trims silence, brings a sound to a loudness, and fades its ends in 3 and out in 8 ms so that joins do not click.
finished() {
	local from=$1 clip=$2 level=$3 rms
	sox "$from" -e float -b 32 "$work/trimmed.wav" silence 1 1s 0.4% reverse silence 1 1s 0.4% reverse
	rms=$(sox "$work/trimmed.wav" -n stat 2>&1 | awk '/^RMS +amplitude/ {print $3}')
	sox -D "$work/trimmed.wav" -e signed -b 16 -r 22050 -c 1 "zh/$clip.wav" \
		vol "$(awk -v l="$level" -v r="$rms" 'BEGIN {print l - 20 * log(r) / log(10)}')dB" fade h 0.003 -0 0.008
}

# chime is two strokes of a bell a third apart, 叮咚.
chime() {
	local tone=(-r 22050 -c 1 -e float -b 32)
	sox -n "${tone[@]}" "$work/high.wav" synth 1.2 sine 659.26 fade l 0.002 1.2 1.19
	sox -n "${tone[@]}" "$work/low.wav" synth 1.6 sine 523.25 fade l 0.002 1.6 1.59 pad 0.4
	sox -m "$work/high.wav" "$work/low.wav" "$work/chime.wav"
	finished "$work/chime.wav" ding "$(awk -v l=$loudness -v u=$chime_under 'BEGIN {print l - u}')"
}

only=" $* "
wanted() { [ "$only" = "  " ] || [[ $only == *" $1 "* ]]; }

[ $# -gt 0 ] || rm -rf zh
mkdir -p zh
! wanted ding || chime
while read -r clip voice pace words; do
	case $clip in '' | '#'*) continue ;; esac
	wanted "$clip" || continue
	checked "$clip" "$voice" "$words"
	espeak -s "$pace" -v "$voice+hall" -w "$work/said.wav" "$words"
	finished "$work/said.wav" "$clip" $loudness
done <words.txt
du -sb zh
