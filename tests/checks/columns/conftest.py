"""Small sites with columns."""

HEAD = '<!DOCTYPE html><html lang="zh"><meta charset="utf-8">'


def column(name, body, type_="工作动态"):
    return (
        f'{HEAD}<title>{name}</title><meta name="ColumnName" content="{name}">'
        f'<meta name="ColumnType" content="{type_}"><body>{body}'
    )


def article(body="", name="要闻"):
    return (
        f'{HEAD}<meta name="ColumnName" content="{name}"><meta name="ArticleTitle" content="题">'
        f"<body><main><h1>题</h1>{body}</main>"
    )
