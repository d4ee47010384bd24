#!/usr/bin/env bash
# Makes still.webm and still.mp4: two seconds of the screens' dark ground, without sound. A page that plays one in a loop
# keeps a television box from going to sleep. It needs Debian's ffmpeg:
#
#	apt-get install ffmpeg
set -euo pipefail
cd "$(dirname "$0")"
command -v ffmpeg >/dev/null || { echo "make.sh: ffmpeg is missing: apt-get install ffmpeg" >&2; exit 1; }
film() { ffmpeg -v error -y -f lavfi -i color=c=0x071A33:s=320x180:r=5:d=2 -an -map_metadata -1 -fflags +bitexact -flags:v +bitexact "$@"; }
film -c:v libvpx -b:v 20k -auto-alt-ref 0 still.webm
film -c:v libx264 -profile:v baseline -pix_fmt yuv420p -movflags +faststart still.mp4
