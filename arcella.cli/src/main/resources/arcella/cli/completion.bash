# bash completion for arcella-cli and arcella:  source <(arcella-cli completion bash)
_arcella_cli() {
    local line=${COMP_LINE:0:COMP_POINT} words word files='' value quote="'" ask=__complete
    COMPREPLY=()
    # COMP_WORDS is split at ':' and '=', which are ordinary characters here.
    read -ra words <<<"$line"
    [[ $line == *[[:space:]] ]] && words+=('')
    word=${words[${#words[@]} - 1]}
    # Of a word that begins with a quote, bash completes what stands behind it.
    [[ $word == [\'\"]* ]] && quote='' word=${word:1}
    words[${#words[@]} - 1]=$word
    # Whatever bash takes for a word of its own is not repeated.
    local before=${word%"${word##*[:=]}"}
    [[ -n $before ]] && quote=''
    # Both programs stand side by side, and one of them completes the words of both.
    [[ ${words[0]##*/} == arcella ]] && ask=__complete-arcella
    while IFS=$'\t' read -r value _; do
        if [[ $value == :files ]]; then
            files=yes
        elif [[ $value == "$word"* ]]; then
            value=${value#"$before"}
            case $value in
                *=) ;;
                *\() value=$quote$value ;;
                *\)) value=$quote$value${quote:+"$quote "} ;;
                *) value+=' ' ;;
            esac
            COMPREPLY+=("$value")
        fi
    done < <("${words[0]%arcella*}arcella-cli" "$ask" "${words[@]:1}" 2>/dev/null)
    if [[ -n $files ]]; then
        compopt -o filenames -o default 2>/dev/null
        while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "${word##*[:=]}")
    else
        compopt -o nospace 2>/dev/null
    fi
}
complete -F _arcella_cli arcella-cli arcella
