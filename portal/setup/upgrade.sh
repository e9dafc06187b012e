# Upgrade the portal in this folder: sh portal/setup/upgrade.sh [VERSION]
# VERSION is a tag or commit; without it the newest commit of the branch is taken, or of the repository's main branch
# where a certain version was installed. As root it stops and starts the systemd units, and does the rest as the owner
# of the folder.
set -eu

say() { echo "=== $*"; }

as_owner() {
    if [ "$(id -u)" = 0 ] && [ "$owner" != root ]; then
        runuser -u "$owner" -- env HOME="$(getent passwd "$owner" | cut -d: -f6)" "$@"
    else
        "$@"
    fi
}

units() { systemctl cat portal-web.service portal-worker.service >/dev/null 2>&1; }

way_back() {
    cat <<TEXT

To go back to the version before (docs/administrators.en.md, "Go back after an upgrade"):
    systemctl stop portal-worker portal-web
    su - $owner -s /bin/bash
    cd $PWD
    git checkout $before
    mv var/portal.sqlite3 var/upgraded.sqlite3; rm -f var/portal.sqlite3-*
    make restore FILE=$backup && make install
    exit
    systemctl start portal-web portal-worker
With PostgreSQL, create an empty database and set DATABASE_URL instead of moving the file.
This loses everything that has been written since the backup, such as subscriptions, proposals and pages. Emails that
were waiting are held until somebody resumes them in the admin.
TEXT
}

failed() {
    status=$?
    if [ "$status" != 0 ]; then
        echo "The upgrade has failed, see above." >&2
        way_back >&2
    fi
}

main() {
    owner=$(stat -c %U manage.py)
    before=$(as_owner git rev-parse --short HEAD)
    if [ -n "$(as_owner git status --porcelain --untracked-files=no)" ]; then
        echo "Files of the portal have been changed here (git status shows them). Nothing has been done." >&2
        exit 1
    fi
    say "Fetching"
    as_owner git fetch --quiet --tags
    if [ -n "${1:-}" ]; then
        wanted=$1
    elif as_owner git symbolic-ref --quiet HEAD >/dev/null; then
        wanted=@{upstream}
    else
        wanted=origin/HEAD # a certain version is installed, on no branch
    fi
    if ! target=$(as_owner git rev-parse --verify --quiet "$wanted^{commit}"); then
        echo "There is no version $wanted. Nothing has been done." >&2
        exit 1
    fi
    as_owner git show "$target:CHANGELOG.md" | sed -n '/^### Before you upgrade/,/^##* [^B]/p' | sed '$d'

    say "Backing up"
    said=$(as_owner make --silent backup)
    echo "$said"
    backup=$(echo "$said" | sed -n 's/^\(.*\.tar\) (.*/\1/p')

    if units; then
        say "Stopping"
        systemctl stop portal-worker portal-web
    fi
    trap failed EXIT
    say "Installing $(as_owner git log -1 --format='%h of %cs' "$target")"
    if [ "$wanted" = "@{upstream}" ]; then
        as_owner git merge --quiet --no-progress --ff-only "$target"
    else
        as_owner git checkout --quiet "$target"
    fi
    as_owner make --silent install
    if units; then
        say "Starting"
        systemctl start portal-web portal-worker
        if ! as_owner .venv/bin/python -m portal.setup.probe --wait; then
            echo "The portal does not answer: journalctl -u portal-web says why." >&2
            exit 1
        fi
    else
        say "No systemd units are installed: restart web server and worker now"
    fi
    trap - EXIT
    say "Upgraded"
    way_back
}

main "$@"
exit
